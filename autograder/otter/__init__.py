"""Otter's side of the grader: checks in a notebook's own kernel, and a plugin that grades in isolated workers."""
