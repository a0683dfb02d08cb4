"""The zip that an instructor uploads to Gradescope: the engine, the assignment, and two scripts that start it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from autograder.assignment import HERE, Assignment
from autograder.release.bundle import texts_below

SCRIPTS = ("setup.sh", "run_autograder")
HARD_STOP = 20  # seconds before Gradescope's own


def gradescope_files(
    assignment: Assignment, *, seed: int | None, minutes: int, cool_down: float, leaderboard: bool
) -> dict[str, bytes]:
    """The contents of the zip, by name; `SCRIPTS` are programs.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    seed : int or None
        Hidden inputs are drawn from it. None takes one that only who has the solutions can know.
    minutes : int
        Gradescope's time limit.
    cool_down : float
        Minutes between two submissions that are graded.
    leaderboard : bool
        Whether public points are shown to all.
    """
    engine = _below("autograder", HERE / "autograder", ".py")
    exercises = _below("exercises", assignment.folder / "exercises", ".py", ".md")
    solutions = _below("solutions", assignment.folder / "solutions", ".py")
    settings = {
        "seed": secret_seed(solutions) if seed is None else seed,
        "minutes": minutes,
        "cool_down": cool_down,
        "leaderboard": leaderboard,
        "grader": f"{version('backprop-autograder')}+{_digest(engine)[:12]}",
    }
    files = texts_below(Path(__file__).with_name("gradescope_files"), *SCRIPTS, "requirements.txt")
    stop = str(minutes * 60 - HARD_STOP).encode()
    files["run_autograder"] = files["run_autograder"].replace(b"@SECONDS@", stop)
    files["settings.json"] = (json.dumps(settings, indent=1) + "\n").encode()
    return {**files, **engine, **exercises, **solutions}


def secret_seed(solutions: Mapping[str, bytes]) -> int:
    """A number that is always the same for the same solutions, and that nobody can tell without them."""
    return int(_digest({"seed": b"", **solutions})[:16], 16)


def pinned(requirements: bytes) -> int:
    """How many packages are pinned; one may be in several versions, each for other versions of Python."""
    return len(set(re.findall(rb"^([\w.-]+)==", requirements, re.MULTILINE)))


def _below(name: str, folder: Path, *endings: str) -> dict[str, bytes]:
    return {f"{name}/{path}": content for path, content in texts_below(folder, *endings).items()}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()
