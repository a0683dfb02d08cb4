"""Running submitted code where it can do nothing but answer.

`inside` is what the student's side of the boundary loads; everything else here stays with the grader.
"""
