"""Builds the zips for students, for Gradescope and for Otter."""
