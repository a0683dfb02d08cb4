"""Replace the worker's reply by one that claims success.

Known from: result files and sockets that are written beside the submission.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime import worker

original = worker.Channel.send


def send(channel, reply):
    original(channel, {**reply, "status": "passed", "score": 100, "verdict": True, "expected": reply.get("answer")})


worker.Channel.send = send


def mean(X):
    return 0 * X[0]
