"""A finalizer that replaces the answer after it was given.

Known from: weakref.finalize and __del__.
Honest score: 10.
"""


class Last:
    def __del__(self):
        for _ in range(10**10):
            pass


def mean(X):
    last = Last()
    return 0 * X[0] if last else None


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
