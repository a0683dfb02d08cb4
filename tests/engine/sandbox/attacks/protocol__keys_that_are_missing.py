"""A reply that is a dictionary of something else.

Known from: KeyError in the grader.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import _send


def mean(X):
    _send({1: None, None: [], "answers": 1, True: {}})


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
