"""An object whose __array__ gives something else each time it is read.

Known from: time of check to time of use, CWE-367.
Honest score: 10.
"""

import numpy as np


class Shifting:
    reads = 0

    def __array__(self, dtype=None, copy=None):
        Shifting.reads += 1
        return np.full(3, float(Shifting.reads))


def mean(X):
    return Shifting()


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
