"""A matrix product that takes minutes.

Known from: time-outs that are checked between bytecodes.
Honest score: 10.
"""

import numpy as np


def mean(X):
    square = np.ones((4000, 4000))
    return square @ square @ square @ square


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
