"""A grader for exercises whose answers are arrays: it is right, it teaches, and it cannot be talked into a grade."""
