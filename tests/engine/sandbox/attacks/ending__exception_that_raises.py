"""An exception whose text, representation and traceback raise in turn.

Known from: error handlers that format what they caught.
Honest score: 10.
"""


class Hostile(BaseException):
    def __str__(self):
        raise Hostile

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise Hostile


def mean(X):
    raise Hostile


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
