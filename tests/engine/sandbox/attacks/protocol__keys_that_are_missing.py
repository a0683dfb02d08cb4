"""A reply that is a dictionary of something else.

Known from: KeyError in the grader.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    CHANNEL.send({1: None, None: [], "answers": 1, True: {}})


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
