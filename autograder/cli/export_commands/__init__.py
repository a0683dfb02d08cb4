"""The commands below ``autograder export``, one file each."""
