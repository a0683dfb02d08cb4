"""Reads submissions from disk. No submitted code is run here."""
