"""An integer of 300,000 digits.

Known from: the quadratic conversion of CVE-2020-10735.
Honest score: 10.
"""


def mean(X):
    return 10**300_000


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
