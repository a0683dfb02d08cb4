"""A reply with half a surrogate pair and bytes that are no UTF-8.

Known from: readers that raise what nobody catches.
Honest score: 10.
"""

import os
import struct


def mean(X):
    text = b'["d",["error",["d",["type","E\xed\xa0\x80"],["message","\\ud800\xff"],["where",["l"]]]]]'
    os.write(4, struct.pack("<II", len(text) + 4, len(text)) + text)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
