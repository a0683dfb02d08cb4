"""1. Means."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.properties import arguments_unchanged


@check("mean", points=2)
def by_hand():
    """Two rows, by hand"""
    yield Case(X=[[1.0, 2.0], [3.0, 6.0]]).gives([2.0, 4.0]).satisfies(arguments_unchanged)


@check("centred", points=2)
def columns_without_a_mean(mean):
    """The columns that come back have the mean 0"""
    X = np.array([[1.0, 2.0], [3.0, 6.0]])
    yield Case(X=X).gives(X - mean(X))
