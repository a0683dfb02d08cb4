"""Read address 0.

Known from: ctypes.
Honest score: 10.
"""

import ctypes


def mean(X):
    ctypes.string_at(0)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
