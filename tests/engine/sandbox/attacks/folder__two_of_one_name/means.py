"""Two files of one name, in the hope that one is checked and the other is run.

Known from: archives with two entries of one name.
Honest score: 5.
"""


def mean(X):
    return X.mean(axis=0)
