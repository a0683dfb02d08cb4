"""A file named numpy.py beside the others: whoever imports numpy here gets it.

Known from: untrusted search path, CWE-427: a folder that is first in sys.path.
Honest score: 5.
"""

import numpy as np


def mean(X):
    return np.mean_of(X)


def centred(X):
    return X - X.mean(axis=0)
