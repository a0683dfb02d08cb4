"""Sleep, with all signals ignored.

Known from: limits on processor time, which sleep does not use.
Honest score: 10.
"""

import signal
import time

for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def mean(X):
    time.sleep(100)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
