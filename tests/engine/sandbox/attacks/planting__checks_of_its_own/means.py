"""A submission that brings checks and solutions that it passes.

Known from: assignments that are looked for in the working folder.
Honest score: 5.
"""


def mean(X):
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)
