"""Rehearsing a Gradescope zip: running it as Gradescope does, and showing what the student will see."""
