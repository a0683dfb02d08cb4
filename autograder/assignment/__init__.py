"""What is asked: an assignment, found in its folder."""
