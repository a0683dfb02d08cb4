"""The grader's side of the boundary: processes that run submissions, and the talk with them."""
