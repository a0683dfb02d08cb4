"""Spread."""

from means import centred, mean


def variance(X):
    return mean(centred(X) ** 2)
