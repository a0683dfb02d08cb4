"""Fingerprints of the assignment, of each check and of the engine, which show what has changed since a report."""

from __future__ import annotations

import functools
import hashlib
import inspect
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.assignment.definitions import ANY, Definitions, TopLevelStatement
from autograder.assignment.model import ACCEPTED, Assignment, Exercise
from autograder.authoring import Check, Gradient

ENGINE = Path(__file__).resolve().parents[1]
# The packages that affect a grade. They are in every zip that grades; views and commands do not affect grades.
DECIDING = (
    "assignment",
    "authoring",
    "diagnosis",
    "grading",
    "judging",
    "results",
    "sandbox",
    "submissions",
    "text",
)
PUBLIC_CHECKS = "exercises/checks"
LENGTH = 12  # hexadecimal digits: enough to tell the versions of one check apart


def assignment_version(folder: Path) -> str:
    """A hash of the names and contents of the Python files that affect grading."""
    return _version(folder, PUBLIC_CHECKS, "solutions")


def public_version(folder: Path) -> str:
    """A hash of the files of the public checks, which is the same in a student's copy."""
    return _version(folder, PUBLIC_CHECKS)


def _version(folder: Path, *parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for path in sorted((folder / part).rglob("*.py")):
            name = path.relative_to(folder).as_posix()
            if not name.startswith(f"{ACCEPTED}/"):
                digest.update(f"{name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:LENGTH]


@functools.cache
def engine_digest() -> str:
    """A hash of the parts of the engine that decide on a grade, by name and content: the tolerances among them."""
    digest = hashlib.sha256()
    for room in DECIDING:
        for path in sorted((ENGINE / room).rglob("*.py")):
            digest.update(f"{path.relative_to(ENGINE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:LENGTH]


def check_fingerprints(assignment: Assignment) -> dict[tuple[str, str], str]:
    """For every check, by exercise and name, a hash of its cases and of the right answers.

    It covers the check's function, the reference of its exercise, the references of exercises from which its cases are
    computed, and everything that these use in the same and in neighbouring files. Layout, comments, docstrings and the
    version of Python have no effect. The engine has its own digest: if both are the same, so are the points. Files of
    data that a check reads are not covered.
    """
    folder = assignment.folder
    public, hidden, references = (
        Definitions(folder / part) for part in ("exercises/checks", "solutions/checks", "solutions")
    )
    exercises = {exercise.name: exercise for exercise in assignment.exercises}

    def statements(exercise: Exercise, check: Check) -> Iterable[tuple[str, TopLevelStatement]]:
        for part, definitions in (("public", public), ("hidden", hidden)):
            for each in _of_check(definitions, exercise.module, check):
                yield part, each
        for name in (exercise.name, *check.needs):
            for each in references.closure(exercises[name].module, name):
                yield "reference", each

    return {
        (exercise.name, check.name): _fingerprint(check, statements(exercise, check))
        for exercise in assignment.exercises
        for check in exercise.checks
    }


def misconception_fingerprints(assignment: Assignment) -> dict[str, str]:
    """For every exercise with misconceptions, a hash of all of its: their names, hints and functions.

    Where it is the same, so are the names and hints of mistakes. Layout and comments do not count.
    """
    definitions = Definitions(assignment.folder / "solutions" / "misconceptions")
    digests: dict[str, Any] = {}
    for each in assignment.misconceptions:
        digest = digests.setdefault(each.exercise, hashlib.sha256())
        digest.update(f"\0{each.name}\0{each.hint}".encode())
        for form in each.forms:
            function, values = (form.func, form.keywords) if isinstance(form, functools.partial) else (form, {})
            digest.update(repr(sorted(values.items())).encode())
            file = Path(inspect.unwrap(function).__code__.co_filename).stem
            for statement in definitions.closure(file, function.__name__):
                digest.update(f"\0{statement.file}\0{statement.content}".encode())
    return {exercise: digest.hexdigest()[:LENGTH] for exercise, digest in digests.items()}


def _of_check(definitions: Definitions, module: str, check: Check) -> list[TopLevelStatement]:
    """The statements that a check depends on in a folder of checks; all of its file if it is not bound to its name."""
    globals_of = getattr(inspect.unwrap(check.function), "__globals__", {})
    found = globals_of.get(check.name)
    declared = found.check if isinstance(found, Gradient) else found
    if not (isinstance(declared, Check) and declared.function is check.function):
        return definitions.closure(module, ANY)
    same_file = Path(globals_of["__file__"]) == definitions.path(module)
    return definitions.closure(module, check.name) if same_file else []


def _fingerprint(check: Check, statements: Iterable[tuple[str, TopLevelStatement]]) -> str:
    digest = hashlib.sha256(repr((check.exercise, check.name, check.points, str(check.visibility))).encode())
    for part, statement in statements:
        digest.update(f"\0{part}\0{statement.file}\0{statement.content}".encode())
    return digest.hexdigest()[:LENGTH]
