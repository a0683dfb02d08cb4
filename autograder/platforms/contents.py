"""What a zip that grades holds, whichever system it is uploaded to: the engine, the assignment, and the settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version

from autograder.assignment.loading import INSTALL_ROOT
from autograder.assignment.model import ACCEPTED, Assignment
from autograder.platforms.reproducible_zip import read_text_files


def grading_files(
    assignment: Assignment, *, seed: int | None, minutes: int, cool_down: float = 0, leaderboard: bool = False
) -> dict[str, bytes]:
    """The engine, the exercises, what of the solutions grading rests on, and ``settings.json``, by name.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    seed : int or None
        Hidden inputs are drawn from it. None takes one that only who has the solutions can know.
    minutes : int
        The time limit of the system.
    cool_down : float
        Minutes between two submissions that are graded.
    leaderboard : bool
        Whether public points are shown to all.
    """
    engine = engine_files()
    exercises = below("exercises", assignment, ".py", ".md")
    everything = below("solutions", assignment, ".py")
    solutions = {name: content for name, content in everything.items() if not name.startswith(f"{ACCEPTED}/")}
    settings = {
        "seed": secret_seed(solutions) if seed is None else seed,
        "minutes": minutes,
        "cool_down": cool_down,
        "leaderboard": leaderboard,
        "grader": f"{version('backprop-autograder')}+{_digest(engine)[:12]}",
    }
    return {**engine, **exercises, **solutions, "settings.json": (json.dumps(settings, indent=1) + "\n").encode()}


def engine_files() -> dict[str, bytes]:
    """The engine, as students have it too."""
    return {
        f"autograder/{path}": content for path, content in read_text_files(INSTALL_ROOT / "autograder", ".py").items()
    }


def below(name: str, assignment: Assignment, *endings: str) -> dict[str, bytes]:
    """The files of one of the assignment's folders."""
    files = read_text_files(assignment.folder / name, *endings)
    return {f"{name}/{path}": content for path, content in files.items()}


def secret_seed(solutions: Mapping[str, bytes]) -> int:
    """A number that is always the same for the same solutions, and that nobody can tell without them."""
    return int(_digest({"seed": b"", **solutions})[:16], 16)


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()
