"""Ask the grader, behind an earlier function that is wrong on purpose, for the function that is graded and for a later one.

Known from: stand-ins that live in the file of the one who is graded.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    return 0 * X[0]


def asked(name, X):
    mean.__name__ = mean.__qualname__ = name
    mean(X)
    CHANNEL.send({"proxy_call": name, "arguments": [X], "named": {}})
    return (CHANNEL.receive() or {}).get("answer")


def centred(X):
    globals()["centred"] = mean
    asked("variance", X)
    return asked("centred", X)


def variance(X):
    centred(X)
    return asked("variance", X)
