"""The largest answer that still crosses.

Known from: uncontrolled resource consumption, CWE-400.
Honest score: 10.
"""

import numpy as np


def mean(X):
    return np.zeros(8_380_000)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
