"""Logistic regression."""

import numpy as np


def probability(X, w, b):
    return np.exp(-np.logaddexp(0, -(X @ w + b)))  # log(1 + e^-z), with no exponential that overflows


def cross_entropy(P, y):
    return -np.mean(y * np.log(P) + (1 - y) * np.log(1 - P))


def gradient(X, y, w, b):
    dz = (probability(X, w, b) - y) / len(X)
    dw, db = X.T @ dz, dz.sum()
    return dw, db
