"""Send itself the signal that cannot be caught.

Known from: kill(2).
Honest score: 10.
"""

import os
import signal


def mean(X):
    os.kill(os.getpid(), signal.SIGKILL)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
