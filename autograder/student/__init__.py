"""What runs on a student's own machine."""
