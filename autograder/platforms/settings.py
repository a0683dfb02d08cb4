"""The settings that an instructor chose when a zip was built."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from autograder.immutable import immutable

SETTINGS = "settings.json"


@immutable
class GradingSettings:
    """The contents of ``settings.json``.

    Attributes
    ----------
    seed : int
        The seed of the hidden inputs.
    minutes : int
        Gradescope's time limit, after which it ends grading and discards the results.
    cool_down : float
        Minutes between two submissions that are graded.
    leaderboard : bool
        Whether there is a leaderboard, which shows public points only.
    grader : str
        The version of the engine in the zip, and its digest.
    """

    seed: int
    minutes: int
    cool_down: float
    leaderboard: bool
    grader: str

    @property
    def budget(self) -> float:
        """Seconds that grading may take: a minute less than Gradescope's limit, which may start earlier."""
        return (self.minutes - 1) * 60.0

    def to_json(self) -> bytes:
        """The content of ``settings.json``."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def read_settings(path: Path) -> GradingSettings:
    """Read ``settings.json``.

    Raises
    ------
    OSError, ValueError, TypeError
        If it cannot be read, or was changed since the zip was built.
    """
    return GradingSettings(**json.loads(path.read_text(encoding="utf-8")))
