"""Means."""


def mean(X):
    """The mean of each column."""
    raise NotImplementedError


def centred(X):
    """X without its column means."""
    raise NotImplementedError
