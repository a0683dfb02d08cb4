"""Means, wrong on purpose."""

from autograder.authoring import misconception


@misconception("mean")
def wrong_axis(X):
    """Which way do the rows lie?"""
    return X.sum(axis=1) / len(X)
