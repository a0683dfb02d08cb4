"""Exercises that are being written: their files, and what is still to be written in them."""
