"""An object that sleeps for two minutes when NumPy reads it.

Known from: work put off until after the clock has stopped.
Honest score: 10.
"""

import time


class Sleeper:
    def __array__(self, dtype=None, copy=None):
        time.sleep(120)


def mean(X):
    return Sleeper()


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
