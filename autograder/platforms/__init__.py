"""What is uploaded elsewhere, or handed out: a student's zip, Gradescope's, Otter's."""
