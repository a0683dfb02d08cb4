"""Raise an exception with a text of 200 MB.

Known from: error messages that are copied into reports.
Honest score: 10.
"""


def mean(X):
    raise ValueError("x" * (200 << 20))


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
