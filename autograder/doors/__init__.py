"""Other ways than the command line to put the public checks to one's own files; all of them say the same."""
