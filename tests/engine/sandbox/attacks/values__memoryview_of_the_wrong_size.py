"""A memoryview cast to another shape than its buffer was made for.

Known from: the buffer protocol.
Honest score: 10.
"""


def mean(X):
    return memoryview(bytearray(24)).cast("d", (3, 1))


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
