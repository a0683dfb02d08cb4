"""Raise an exception at the end of a chain of fifty thousand.

Known from: formatters that follow __cause__ and __context__.
Honest score: 10.
"""


def mean(X):
    error = None
    for _ in range(50_000):
        following = ValueError("x")
        following.__cause__ = error
        error = following
    raise error


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
