"""Spread."""


def variance(X):
    """The variance of each column."""
    raise NotImplementedError
