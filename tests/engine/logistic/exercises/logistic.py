"""Logistic regression.

A classifier for two classes, and the gradient by which it learns. A batch is a matrix whose rows are data points.
"""

import numpy as np


def probability(X, w, b):
    """Say how probable class 1 is for each data point.

    The score z = wᵀx + b may be any number; σ(z) = 1 / (1 + e^-z) makes a probability of it. For z = ±1000 that is
    0 or 1 to all digits, and never NaN: which exponentials can become infinite?

    Parameters
    ----------
    X : array (n, d)
        The batch; integers are welcome.
    w : array (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    array (n,)
        The probabilities of class 1.

    Examples
    --------
    >>> probability(np.array([[2.0, 1.0], [1000.0, 0.0]]), np.array([1.0, -3.0]), 1.0)
    array([0.5, 1. ])
    """
    raise NotImplementedError


def cross_entropy(P, y):
    """Measure what the guesses cost: the mean of the losses of all data points.

    A data point costs -log of the probability that was given to its own class: P is that of class 1, and what is left
    is that of class 0. The logarithm is the natural one. No probability is exactly 0 or 1.

    Parameters
    ----------
    P : array (n,)
        Probabilities of class 1.
    y : array (n,)
        Classes, 0 or 1.

    Returns
    -------
    float
        J.

    Examples
    --------
    >>> round(float(cross_entropy(np.array([0.5, 0.5]), np.array([1, 0]))), 6)
    0.693147
    """
    raise NotImplementedError


def gradient(X, y, w, b):
    """Find the gradient of the cross-entropy with respect to the weights and the bias.

    The chain of one data point is w → z → p → L. Derive its links one by one, and multiply: most of what comes up
    cancels.

    Parameters
    ----------
    X : array (n, d)
        The batch; integers are welcome.
    y : array (n,)
        Classes, 0 or 1.
    w : array (d,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    dw : array (d,)
        dJ/dw.
    db : float
        dJ/db.

    Examples
    --------
    >>> dw, db = gradient(np.array([[4.0], [2.0]]), np.array([1, 1]), np.array([0.0]), 0.0)
    >>> dw, float(db)
    (array([-1.5]), -0.5)
    """
    raise NotImplementedError
