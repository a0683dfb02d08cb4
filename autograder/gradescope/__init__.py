"""Grading on Gradescope: what runs from the uploaded zip, on Gradescope's machines."""
