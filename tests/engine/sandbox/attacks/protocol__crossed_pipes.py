"""Put the output where the replies go, and the replies where the output goes.

Known from: dup2(2).
Honest score: 10.
"""

import os


def mean(X):
    os.dup2(1, 4)
    os.dup2(4, 1)
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
