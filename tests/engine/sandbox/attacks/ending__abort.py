"""Abort.

Known from: abort(3).
Honest score: 10.
"""

import os


def mean(X):
    os.abort()


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
