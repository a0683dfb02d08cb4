"""Carry the inputs out in the number of parts of the answer.

Known from: messages that count.
Honest score: 0.
"""


def mean(X):
    return [None] * (X.tobytes()[0] + 4)


centred = variance = mean
