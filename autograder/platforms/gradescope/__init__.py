"""Gradescope: the zip, what runs from it, and a rehearsal."""
