"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something about an assignment that is not as it should be.

    Attributes
    ----------
    where : str
        The file, and what in it.
    what : str
        What is wrong with it.
    fix : str
        What to do.
    """

    where: str
    what: str
    fix: str
