"""What an instructor chose when the zip was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

SETTINGS = "settings.json"


@dataclass(frozen=True)
class Settings:
    """The contents of ``settings.json``.

    Attributes
    ----------
    seed : int
        Hidden inputs are drawn from it.
    minutes : int
        After so long Gradescope ends a submission and throws its results away.
    cool_down : float
        Minutes that must lie between two submissions that are graded.
    leaderboard : bool
        Whether there is one; it shows public points only.
    grader : str
        The version of the engine in this zip, and its digest.
    """

    seed: int
    minutes: int
    cool_down: float
    leaderboard: bool
    grader: str

    @property
    def budget(self) -> float:
        """Seconds that grading may take: a minute less than Gradescope gives, which may begin to count earlier."""
        return (self.minutes - 1) * 60.0

    def to_json(self) -> bytes:
        """As `read_settings` reads them."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def read_settings(path: Path) -> Settings:
    """Read ``settings.json``; one that is not as it was written is a fault of the zip, and raises."""
    return Settings(**json.loads(path.read_text(encoding="utf-8")))
