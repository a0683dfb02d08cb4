"""A byte order mark before the first line: as some editors leave it, and a right answer.

Known from: PEP 263; Windows editors.
Honest score: 5.
"""


def mean(X):
    return X.mean(axis=0)
