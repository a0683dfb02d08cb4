"""What is asked of a submission, and what is made of the answers."""
