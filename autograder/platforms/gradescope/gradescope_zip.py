"""The zip that an instructor uploads to Gradescope: the engine, the assignment, and two scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.assignment.model import Assignment
from autograder.platforms.contents import ON_GRADESCOPE, grading_files
from autograder.platforms.gradescope.metadata import Metadata
from autograder.platforms.gradescope.previous import UNFINISHED, handed_back
from autograder.platforms.reproducible_zip import read_text_files

SCRIPTS = ("setup.sh", "run_autograder")
HARD_STOP = 20  # seconds before Gradescope's own


def gradescope_files(
    assignment: Assignment, *, seed: int | None, minutes: int, cool_down: float, leaderboard: bool
) -> dict[str, bytes]:
    """The contents of the zip, by name; `SCRIPTS` are executable.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    seed : int or None
        The seed of the hidden inputs; None for one derived from the solutions.
    minutes : int
        Gradescope's time limit.
    cool_down : float
        Minutes between two submissions that are graded.
    leaderboard : bool
        Whether there is a leaderboard, of public points.
    """
    contents = grading_files(
        assignment, ON_GRADESCOPE, seed=seed, minutes=minutes, cool_down=cool_down, leaderboard=leaderboard
    )
    files = read_text_files(Path(__file__).with_name("files"), *SCRIPTS, "requirements.txt")
    stop = str(minutes * 60 - HARD_STOP).encode()
    files["run_autograder"] = with_first_results(files["run_autograder"]).replace(b"@SECONDS@", stop)
    return {**files, **contents}


def with_first_results(script: bytes) -> bytes:
    """A ``run_autograder`` that first writes provisional results, in case it is stopped before there are others."""
    first = json.dumps(handed_back(Metadata(), UNFINISHED), indent=4)
    return script.replace(b"@RESULTS@", first.encode())


def pinned(requirements: bytes) -> int:
    """The number of pinned packages. A package may have several pins, for different versions of Python."""
    return len(set(re.findall(rb"^([\w.-]+)==", requirements, re.MULTILINE)))
