"""An array of objects that call themselves real numbers and loop forever when they are read as one.

Known from: numbers.Real, which anybody may register with.
Honest score: 10.
"""

import numbers

import numpy as np


class Slow:
    def __float__(self):
        for _ in range(10**10):
            pass
        return 1.0


numbers.Real.register(Slow)


def mean(X):
    return np.array([Slow()], dtype=object)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
