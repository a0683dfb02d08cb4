"""Print 100 MB.

Known from: logs that fill a disk.
Honest score: 10.
"""


def mean(X):
    for _ in range(100):
        print("x" * (1 << 20))


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
