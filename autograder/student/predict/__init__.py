"""Predictions: what a function gives is worked out by hand before it is written."""
