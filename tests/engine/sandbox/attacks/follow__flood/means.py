"""Ask twenty thousand and one questions.

Known from: a reference as a machine that computes for others.
Honest score: 0.
"""


def mean(X):
    return 0 * X[0]


def centred(X):
    for _ in range(20_001):
        mean(X[:1, :1])
    return 0 * X
