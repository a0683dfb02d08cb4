"""Send a thousand questions without waiting for an answer.

Known from: full pipes on both sides: neither writes, neither reads.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime.worker import Channel, PipeLine

CHANNEL = Channel(PipeLine())

def mean(X):
    return 0 * X[0]


def centred(X):
    for _ in range(10_000):
        CHANNEL.send({"proxy_call": "mean", "arguments": [X], "named": {}})
    return 0 * X
