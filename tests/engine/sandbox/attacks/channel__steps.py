"""Carry the inputs out in the number of steps, and in which arguments are changed.

Known from: measures that are shown.
Honest score: 0.
"""


def mean(X):
    first = X.tobytes()[0]
    X += 1
    for _ in range(first):
        pass


centred = variance = mean
