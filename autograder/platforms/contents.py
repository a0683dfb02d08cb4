"""The contents of zips: the parts of the engine that run where the zip goes, the assignment, and the settings.

A new package of the engine is in no zip until it is listed here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from autograder.assignment.loading import INSTALL_ROOT
from autograder.assignment.model import ACCEPTED, Assignment
from autograder.platforms.reproducible_zip import read_text_files
from autograder.platforms.settings import SETTINGS, GradingSettings
from autograder.version import VERSION

GRADING = (
    "assignment",
    "authoring",
    "diagnosis",
    "atomic_files.py",
    "grading",
    "immutable.py",
    "judging",
    "render/markdown.py",
    "render/theme.py",
    "results",
    "sandbox",
    "submissions",
    "text",
    "untrusted.py",
    "version.py",
)
"""The engine's packages and modules that grade, anywhere."""

FOR_STUDENTS = (
    *GRADING,
    "__main__.py",
    "cli/check.py",
    "cli/explain.py",
    "cli/gradcheck.py",
    "cli/hunt.py",
    "cli/main.py",
    "cli/options.py",
    "cli/predict.py",
    "cli/prompt.py",
    "cli/selection.py",
    "cli/start.py",
    "cli/steps_screen.py",
    "cli/watch.py",
    "cli/words.py",
    "render/console.py",
    "render/progress.py",
    "student",
)
ON_A_MACHINE = (
    *GRADING,
    "platforms/image_check.py",
    "platforms/required_isolation.py",
    "platforms/settings.py",
)
ON_GRADESCOPE = (
    *ON_A_MACHINE,
    "platforms/gradescope/entry_point.py",
    "platforms/gradescope/metadata.py",
    "platforms/gradescope/previous.py",
    "platforms/gradescope/results.py",
)
# Otter's test cases run checks on the functions of a notebook, as `check` does in a student's own notebook.
IN_OTTERS_NOTEBOOK = ("platforms/otter/in_notebook.py", "platforms/otter/feedback.py", "platforms/settings.py")
ON_OTTER = (
    *ON_A_MACHINE,
    *IN_OTTERS_NOTEBOOK,
    "platforms/otter/from_files.py",
    "platforms/otter/isolated_grading.py",
    "platforms/otter/plugin.py",
    "platforms/otter/unpacked.py",
    "student/explanations",
    "student/hunt",
    "student/notebook",
    "student/own_function.py",
    "student/predict",
)
FOR_STUDENTS_WITH_OTTER = (*FOR_STUDENTS, *IN_OTTERS_NOTEBOOK)


def grading_files(
    assignment: Assignment,
    engine_parts: Collection[str],
    *,
    seed: int | None,
    minutes: int,
    cool_down: float = 0,
    leaderboard: bool = False,
) -> dict[str, bytes]:
    """The files that a zip needs for grading, by name: engine, exercises, solutions and ``settings.json``.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    engine_parts : collection of str
        The parts of the engine, one of the lists above.
    seed : int or None
        The seed of the hidden inputs; None for one derived from the solutions.
    minutes : int
        The platform's time limit.
    cool_down : float
        Minutes between two submissions that are graded.
    leaderboard : bool
        Whether there is a leaderboard, of public points.
    """
    engine = engine_files(engine_parts)
    exercises = folder_files("exercises", assignment, ".py", ".md")
    everything = folder_files("solutions", assignment, ".py")
    solutions = {name: content for name, content in everything.items() if not name.startswith(f"{ACCEPTED}/")}
    settings = GradingSettings(
        seed=secret_seed(solutions) if seed is None else seed,
        minutes=minutes,
        cool_down=cool_down,
        leaderboard=leaderboard,
        grader=f"{VERSION}+{_digest(engine)[:12]}",
    )
    return {**engine, **exercises, **solutions, SETTINGS: settings.to_json()}


def engine_files(parts: Collection[str]) -> dict[str, bytes]:
    """The files of these packages and modules, with the ``__init__.py`` of each package above them."""
    files = read_text_files(INSTALL_ROOT / "autograder", ".py")
    listed = {path for path in files for part in parts if path == part or path.startswith(f"{part}/")}
    packages = {f"{folder}/__init__.py" for path in listed for folder in PurePosixPath(path).parents}
    wanted = listed | {str(PurePosixPath(path)) for path in packages}
    return {f"autograder/{path}": content for path, content in files.items() if path in wanted}


def folder_files(name: str, assignment: Assignment, *endings: str) -> dict[str, bytes]:
    """The files in one of the assignment's folders whose names have one of these endings.

    Parameters
    ----------
    name : str
        The folder.
    assignment : Assignment
        The assignment.
    *endings : str
        The endings of the files.
    """
    files = read_text_files(assignment.folder / name, *endings)
    return {f"{name}/{path}": content for path, content in files.items()}


def secret_seed(solutions: Mapping[str, bytes]) -> int:
    """A seed derived from the solutions, which nobody can know without them."""
    return int(_digest({"seed": b"", **solutions})[:16], 16)


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()
