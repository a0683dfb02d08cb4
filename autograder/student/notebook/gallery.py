"""Finds the pictures of an assignment, without drawing them.

A picture is a public function in ``exercises/pictures/``. Parameters with the name of an exercise receive the student's
function; the docstring is the caption; the value has matplotlib's ``savefig``. Files whose names start with an
underscore are for the others to import.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError
from autograder.immutable import immutable


@immutable
class Picture:
    """One picture: its file, the exercises that it is drawn from, and its caption."""

    name: str
    file: Path
    needs: tuple[str, ...]
    caption: str


def folder_of(assignment: Assignment) -> Path:
    """The folder of an assignment's pictures."""
    return assignment.folder / "exercises" / "pictures"


def pictures(assignment: Assignment) -> list[Picture]:
    """All pictures, in the order in which a student can draw them.

    Raises
    ------
    AssignmentError
        If a file cannot be read, or a picture has no caption or is drawn from no exercise.
    """
    order = list(assignment.exercise_names)
    files = [path for path in sorted(folder_of(assignment).glob("*.py")) if not path.name.startswith("_")]
    found = [picture for path in files for picture in _in(path, order)]
    return sorted(found, key=lambda picture: order.index(picture.needs[-1]))


def _in(path: Path, order: list[str]) -> Iterator[Picture]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError) as error:
        raise AssignmentError(f"{path} cannot be read as a file of pictures: {error}") from error
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        parameters = {each.arg for each in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
        needs = tuple(name for name in order if name in parameters)
        caption = " ".join((ast.get_docstring(node) or "").split())
        if not needs or not caption:
            raise AssignmentError(
                f"{path}: the picture {node.name} needs a docstring that describes it, and the name of an exercise "
                "among its parameters. If it is not a picture, begin its name with an underscore."
            )
        yield Picture(node.name, path, needs, caption)
