"""The commands below ``autograder feedback``, one file each."""
