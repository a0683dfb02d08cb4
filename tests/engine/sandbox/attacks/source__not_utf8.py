"""Bytes that are no UTF-8, and no declaration of what they are.

Known from: PEP 263.
Honest score: 5.
"""


def mean(X):
    return X.mean(axis=0)
x = 'ÿþ'
