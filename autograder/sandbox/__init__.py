"""Running submitted code where it can do nothing but answer.

`guest` is what the student's side of the boundary loads; `host` stays with the grader, which knows it by `protocol`.
"""
