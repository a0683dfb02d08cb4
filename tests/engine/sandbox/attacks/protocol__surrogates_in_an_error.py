"""An error message with half a surrogate pair in it, which cannot be written as UTF-8.

Known from: reports that cannot be encoded.
Honest score: 10.
"""


def mean(X):
    raise ValueError("half \ud800 of a pair")


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
