"""Claim that a stub was left as it was, for what it saves.

Known from: a status that the student's process reports.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    CHANNEL.send({"error": {"type": "NotImplementedError", "message": "", "where": [["x.py", 1, "mean", "pass"]]}})
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
