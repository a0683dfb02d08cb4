"""Raise from nine hundred frames below.

Known from: tracebacks that are copied into reports.
Honest score: 10.
"""


def deeper(n):
    return deeper(n - 1) if n else 1 / 0


def mean(X):
    return deeper(900)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
