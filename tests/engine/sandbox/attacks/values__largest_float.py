"""The largest float, so that differences and squares of it overflow.

Known from: tolerances that are computed from the answer.
Honest score: 10.
"""

import numpy as np


def mean(X):
    return np.full(X.shape[1], np.finfo(float).max)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
