"""Runs submitted code in processes that can do nothing but answer.

`guest` runs in the student's processes and `host` in the grader, which uses both through `protocol`.
"""
