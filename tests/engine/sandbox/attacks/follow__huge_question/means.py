"""Ask a question whose answer is a matrix of 33 MB, with the largest integers.

Known from: small questions with large answers.
Honest score: 0.
"""

import numpy as np


def mean(X):
    return 0 * X[0]


def centred(X):
    for question in (np.zeros((5000, 5000)), 10**18, [[0.0] * 1000] * 1000, {"X": 1e308}):
        try:
            mean(question)
        except Exception:
            pass
    return 0 * X
