"""Feedback for students: a page for each, and their own files with the feedback in them."""
