"""Ask questions that are none: no name, no arguments, an argument that is a question.

Known from: our own function raising our own exceptions.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    return 0 * X[0]


def centred(X):
    questions = [None, {}, [], 1, "mean", "__class__", ["mean"], {"mean": 1}]
    for question in questions:
        CHANNEL.send({"proxy_call": question, "arguments": question, "named": question})
        CHANNEL.receive()
    return 0 * X
