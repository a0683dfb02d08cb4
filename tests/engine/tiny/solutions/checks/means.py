"""Means."""

from autograder.authoring import Case, check


@check("mean", points=3)
def many_rows(rng):
    """Many rows"""
    for rows in (1, 5, 9):
        yield Case(X=rng.normal(size=(rows, 3)))


@check("centred", points=3)
def many_rows_centred(rng):
    """Many rows"""
    yield Case(X=rng.normal(size=(6, 3)))
