"""The files of a new exercise."""
