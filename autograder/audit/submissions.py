"""Submissions made from the references: one function replaced by a misconception or an accepted alternative."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.assignment.loading import load_folder
from autograder.assignment.model import ACCEPTED, Assignment
from autograder.authoring import Misconception
from autograder.submissions.submission import Submission, python_files

BETWEEN = "__"  # between the exercise and the name of one of its accepted alternatives


def references(folder: Path) -> dict[str, bytes]:
    """The reference answers, as a student would hand them in."""
    return {path.stem: path.read_bytes() for path in sorted((folder / "solutions").glob("*.py"))}


def with_function(assignment: Assignment, exercise: str, replacement: str, source: str, **others: bytes) -> Submission:
    """The references, with one exercise replaced.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    exercise : str
        The function to replace.
    replacement : str
        An expression whose value is the new function.
    source : str
        Code that the expression needs, added at the end of the exercise's module.
    **others : bytes
        Further modules for `source` to import, by name.
    """
    sources = references(assignment.folder) | others
    sources[assignment.exercise(exercise).module] += f"\n\n{source}\n\n{exercise} = {replacement}\n".encode()
    return Submission(exercise, python_files(sources))


def with_misconception(assignment: Assignment, wrong: Misconception, form: Callable[..., Any]) -> Submission:
    """The references, with one exercise replaced by a misconception.

    Parameters
    ----------
    assignment : Assignment
        With its solutions.
    wrong : Misconception
        The misconception, which says which exercise is replaced.
    form : callable
        One of its forms.
    """
    folder = assignment.folder / "solutions" / "misconceptions"
    shared = {path.stem: path.read_bytes() for path in folder.glob("_*.py")}
    function, options = getattr(form, "func", form), getattr(form, "keywords", {})
    source = f"import functools\n{_undecorated(Path(inspect.getfile(function)).read_text(encoding='utf-8'))}"
    arguments = ", ".join([function.__name__, *(f"{name}={value!r}" for name, value in options.items())])
    replacement = f"functools.partial({arguments})" if options else function.__name__
    return with_function(assignment, wrong.exercise, replacement, source, **shared)


def accepted_alternatives(assignment: Assignment) -> Iterator[tuple[str, str, Submission]]:
    """Submissions with one accepted alternative each: the exercise, the function's name, and the submission."""
    folder = assignment.folder / ACCEPTED
    exercises = set(assignment.exercise_names)
    for module, loaded in load_folder(folder).items():
        source = (folder / f"{module}.py").read_text(encoding="utf-8")
        for name in vars(loaded):
            exercise, between, _ = name.partition(BETWEEN)
            if between and exercise in exercises:
                yield exercise, name, with_function(assignment, exercise, name, source)


def _undecorated(source: str) -> str:
    """A file of misconceptions as plain functions, without decorators and imports from the engine."""
    tree = ast.parse(source)
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("autograder"))
    ]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return ast.unparse(tree)
