"""Lists nested 50,000 deep.

Known from: recursion in JSON readers and writers, CWE-674.
Honest score: 10.
"""


def mean(X):
    answer = 1.0
    for _ in range(50_000):
        answer = [answer]
    return answer


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
