"""The grader's side of the boundary: starts the processes that run submissions, and communicates with them."""
