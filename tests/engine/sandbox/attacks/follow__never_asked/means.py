"""Be wrong on purpose, so that the grader answers, and put its answer in place of one's own.

Known from: one mistake that costs nothing: it costs the mistake.
Honest score: 5.
"""


def mean(X):
    return 0 * X[0]


def centred(X):
    return X - mean(X)
