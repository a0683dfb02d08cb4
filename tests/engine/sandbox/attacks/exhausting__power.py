"""A power with so many digits that C does not come back.

Known from: operations that hold the interpreter's lock.
Honest score: 10.
"""


def mean(X):
    return 7 ** (10**8)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
