"""Stop itself: a stopped process neither answers nor ends.

Known from: SIGSTOP.
Honest score: 10.
"""

import os
import signal


def mean(X):
    os.kill(os.getpid(), signal.SIGSTOP)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
