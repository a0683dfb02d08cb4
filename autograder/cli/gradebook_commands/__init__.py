"""The commands below ``autograder gradebook``, one file each."""
