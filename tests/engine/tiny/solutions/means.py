"""Means."""


def mean(X):
    return X.sum(axis=0) / len(X)


def centred(X):
    return X - mean(X)
