"""Spread."""

from autograder.authoring import Case, check


@check("variance", points=4)
def many_rows(rng):
    """Many rows"""
    yield Case(X=rng.normal(size=(6, 3)))
