"""An array of 2**62 numbers, and no bytes.

Known from: sizes that overflow, CWE-190.
Honest score: 10.
"""

import os
import struct


def mean(X):
    text = b'["d",["answer",["a","f8",[2147483647,2147483647]]]]'
    os.write(4, struct.pack("<II", len(text) + 4, len(text)) + text)
    return 0 * X[0]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
