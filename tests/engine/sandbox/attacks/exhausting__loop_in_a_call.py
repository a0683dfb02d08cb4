"""Run on in a call, and catch whatever interrupts it.

Known from: except BaseException swallows a time-out that is an exception.
Honest score: 10.
"""


def mean(X):
    for _ in range(10**5):
        try:
            for _ in range(10**5):
                pass
        except BaseException:
            pass


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
