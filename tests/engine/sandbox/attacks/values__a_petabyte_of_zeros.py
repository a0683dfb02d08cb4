"""A view that claims a petabyte and holds eight bytes.

Known from: NumPy's stride tricks.
Honest score: 10.
"""

import numpy as np


def mean(X):
    return np.broadcast_to(0.0, (1 << 47,))


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
