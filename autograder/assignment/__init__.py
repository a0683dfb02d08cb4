"""Assignments: their model, how they are loaded from a folder, and their fingerprints."""
