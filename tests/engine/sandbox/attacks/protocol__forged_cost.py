"""Report a cost that is negative, and one that is infinite.

Known from: measures that are taken in the student's process.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    CHANNEL.send({"answer": 0 * X[0], "changed": [], "cost": {"steps": -(10**18), "multiplications": [1]}})
    CHANNEL.send({"answer": 0 * X[0], "changed": [True, 10**18, "X"], "cost": {"steps": float("inf"), "multiplications": True}})


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
