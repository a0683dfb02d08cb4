"""Otter's side of the grader: its test cases, and a plugin that grades in isolated workers."""
