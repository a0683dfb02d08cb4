"""Adds a new exercise to an assignment: all of its files are written, or none."""

from __future__ import annotations

import symtable
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.assignment.loading import load_assignment
from autograder.atomic_files import write_all_atomically
from autograder.scaffold.exercise_files import TemplateFile, exercise_files, handout
from autograder.scaffold.signature import InvalidSignature, Signature

BETWEEN = "\n\n\n"  # a line end and two empty lines


def plan_files(folder: Path, signature: Signature, points: float) -> dict[Path, bytes]:
    """The new contents of an exercise's files, in the order in which an author best completes them.

    Parameters
    ----------
    folder : Path
        The assignment's folder. Without ``exercises/checks/``, it becomes a new assignment.
    signature : Signature
        The function that the exercise asks for.
    points : float
        The points of the exercise.

    Raises
    ------
    AssignmentError
        If the assignment cannot be loaded.
    InvalidSignature
        If the exercise exists already, if an existing file cannot be extended, or if ``solutions/`` is missing.
    OSError
        If a file cannot be read.
    """
    if not (folder / "exercises" / "checks").is_dir():
        about = handout(folder.resolve().name)
        first = {} if (folder / about.path).exists() else {folder / about.path: f"{about.head}\n{about.body}".encode()}
        return first | _drafted(folder, signature, exercise_files(signature, 1, points))
    assignment = load_assignment(folder)
    exercises = assignment.exercises
    if exercises and not assignment.references:
        raise InvalidSignature(
            f"{folder} has no solutions/, so it is a student's copy. Add exercises where the solutions are."
        )
    for exercise in exercises:
        if exercise.name == signature.function:
            raise InvalidSignature(f"There is an exercise {exercise.name} already, in exercises/{exercise.module}.py.")
    last = max((int(exercise.number.partition(".")[0]) for exercise in exercises), default=0)
    return _drafted(folder, signature, exercise_files(signature, last + 1, points))


def write(contents: Mapping[Path, bytes]) -> None:
    """Write all files, or none.

    Raises
    ------
    OSError
        If one of them cannot be written.
    """
    for path in contents:
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
    write_all_atomically(contents)


def _drafted(folder: Path, signature: Signature, files: tuple[TemplateFile, ...]) -> dict[Path, bytes]:
    return {folder / part.path: b"".join(_with_part(folder / part.path, part, signature)) for part in files}


def _with_part(path: Path, part: TemplateFile, signature: Signature) -> Iterator[bytes]:
    """The content of a file, unchanged, followed by the new part."""
    if not path.exists():
        yield f"{part.head}{BETWEEN[1:]}{part.body}".encode()
        return
    there = path.read_bytes()
    try:
        names = _bound(there.decode("utf-8-sig"), path.name)
    except (SyntaxError, ValueError) as error:
        raise InvalidSignature(f"{path} cannot be extended, since it is not valid Python: {error}") from error
    if both := names & _bound(part.body, path.name):
        raise InvalidSignature(
            f"{path} has a {min(both)} already: rename it, or choose another name than {signature.function}."
        )
    if missing := [name for name in part.uses if name not in names]:
        line = f"from autograder.authoring import {', '.join(part.uses)}"
        raise InvalidSignature(f"{path} has no {missing[0]} in it: add the line `{line}`, then try again.")
    end = b"\r\n" if b"\r\n" in there else b"\n"
    ends = BETWEEN.encode() if there.strip() else b""
    already = len(ends) if not there else _line_ends(there)
    yield there
    yield (ends[already:] + part.body.encode()).replace(b"\n", end)


def _line_ends(content: bytes) -> int:
    """The number of line ends at the end of a file."""
    text = content.replace(b"\r\n", b"\n")
    return len(text) - len(text.rstrip(b"\n"))


def _bound(source: str, name: str) -> set[str]:
    """The names that a file defines or imports."""
    symbols = symtable.symtable(source, name, "exec").get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
