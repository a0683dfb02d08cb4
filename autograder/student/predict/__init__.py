"""Predictions: students work out by hand what a function returns, before they write it."""
