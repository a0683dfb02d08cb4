"""Explanations in steps, and how many of them somebody has seen."""
