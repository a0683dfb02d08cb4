"""Recurse through the end of the stack.

Known from: uncontrolled recursion, CWE-674.
Honest score: 10.
"""

import sys

sys.setrecursionlimit(10**9)


def deeper(n):
    return [deeper(n + 1) for _ in range(1)]


def mean(X):
    return deeper(0)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
