"""Write bytes that are no text to both outputs.

Known from: output that is decoded without a rule for errors.
Honest score: 10.
"""

import os

os.write(1, b"\xff\xfe\x00\x80" * 10_000)
os.write(2, b"\xc3\x28" * 10_000)


def mean(X):
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
