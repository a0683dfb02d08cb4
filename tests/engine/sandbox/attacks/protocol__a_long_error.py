"""An error with a type, a message, file names and lines of a megabyte each, many times.

Known from: text that is bounded only where it is honest.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime import worker

original = worker.Channel.send
text = "x" * 200_000
place = [text, 1, text, text]


def send(channel, reply):
    original(channel, {"error": {"type": text, "message": text, "where": [place, place]}})


worker.Channel.send = send


def mean(X):
    return 0 * X[0]
