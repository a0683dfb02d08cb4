"""What a report was made with: whoever keeps it can tell whether grading once more could change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Engine:
    """What judged.

    Attributes
    ----------
    version : str
        For people.
    digest : str
        A hash of the parts that decide on a grade.
    """

    version: str
    digest: str


@dataclass(frozen=True)
class Provenance:
    """Where a report comes from. With the same provenance, the same submission gets the same report.

    Attributes
    ----------
    engine : Engine
        What judged.
    seed : int
        Hidden inputs were drawn from it.
    limits : dict of float
        What the submission was allowed: bytes and seconds, by name.
    fingerprints : dict of str
        For each check, by exercise and name, a hash of what it asks and of what is right.
    """

    engine: Engine
    seed: int
    limits: Mapping[str, float]
    fingerprints: Mapping[tuple[str, str], str] = field(repr=False)
