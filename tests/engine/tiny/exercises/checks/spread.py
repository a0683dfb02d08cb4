"""2. Spread."""

from autograder.authoring import Case, check


@check("variance", points=1)
def by_hand():
    """Two rows, by hand"""
    yield Case(X=[[1.0, 2.0], [3.0, 6.0]]).gives([1.0, 4.0])
