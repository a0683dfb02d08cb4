"""Write noise to the pipe that carries the replies.

Known from: writing to inherited descriptors.
Honest score: 10.
"""

import os


def mean(X):
    os.write(4, bytes(range(256)) * 40)
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
