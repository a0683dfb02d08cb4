"""What a report was made with, which tells whether grading the same submission again could change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from autograder.immutable import immutable


@immutable
class Engine:
    """The engine that made a report.

    Attributes
    ----------
    version : str
        Its version number, for people.
    digest : str
        A hash of the parts of its code that affect a grade.
    """

    version: str
    digest: str


@immutable
class Provenance:
    """What a report depends on besides the submission: with the same provenance, the report is the same.

    Attributes
    ----------
    engine : Engine
        The engine that made it.
    seed : int
        The seed of the hidden inputs.
    limits : dict of float
        The submission's limits by name, in bytes and seconds.
    fingerprints : dict of str
        A hash of each check's inputs and expected answers, by exercise and name of the check.
    """

    engine: Engine
    seed: int
    limits: Mapping[str, float]
    fingerprints: Mapping[tuple[str, str], str] = field(repr=False)
