"""Writes the files of a new exercise."""
