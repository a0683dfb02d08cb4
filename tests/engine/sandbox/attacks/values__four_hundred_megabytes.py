"""An array of 400 MB as an answer.

Known from: uncontrolled resource consumption, CWE-400.
Honest score: 10.
"""

import numpy as np


def mean(X):
    return np.zeros(50_000_000)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
