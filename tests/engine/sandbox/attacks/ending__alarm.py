"""Swallow the alarm that is meant to end it.

Known from: time-outs by SIGALRM inside the student's process.
Honest score: 10.
"""

import signal


def mean(X):
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.alarm(1)
    while True:
        try:
            for _ in range(10**10):
                pass
            break
        except BaseException:
            pass


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
