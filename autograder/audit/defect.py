"""A defect of an assignment, as an audit reports it."""

from __future__ import annotations

from autograder.immutable import immutable


@immutable
class Defect:
    """A defect of an assignment.

    Attributes
    ----------
    where : str
        The file, and the place in it.
    what : str
        What is wrong there.
    fix : str
        What to do about it.
    """

    where: str
    what: str
    fix: str
