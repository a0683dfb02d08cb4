"""Every field of a reply with a type that it never has.

Known from: forged replies.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    CHANNEL.send({"answer": {"a": {None: [True]}}, "changed": {"x": 1}, "cost": 1e300, "error": [1], "functions": 7})


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
