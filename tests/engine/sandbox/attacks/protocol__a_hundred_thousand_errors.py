"""A notebook's reply in place of a file's: a hundred thousand errors, and lines that were left out.

Known from: text that is bounded only where it is honest.
Honest score: 0.
"""

from autograder.sandbox.guest.runtime import worker

original = worker.Channel.send


def send(channel, reply):
    original(channel, {"functions": [], "errors": [{"type": "E", "message": "m"}] * 40_000, "left_out": ["x" * 1_000_000]})


worker.Channel.send = send
