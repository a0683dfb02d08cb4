"""Use processor time in each call, and stay within each call's deadline.

Known from: deadlines for each call that add up.
Honest score: 12.
"""

import time


def busy():
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass


def mean(X):
    busy()
    return X.mean(axis=0)


def centred(X):
    busy()
    return X - X.mean(axis=0)


def variance(X):
    busy()
    return X.var(axis=0)
