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
    function = _function(form)
    tree = ast.parse(Path(inspect.getfile(function)).read_text(encoding="utf-8"))
    options = _options(tree, function)
    replacement = function.__name__
    if options:
        number = [each for each in wrong.forms if _function(each) is function].index(form)
        values = f"list(itertools.product({', '.join(options.values())}))[{number}]"
        replacement = f"functools.partial({function.__name__}, **dict(zip({list(options)}, {values})))"
    source = f"import functools, itertools\n{_undecorated(tree)}"
    return with_function(assignment, wrong.exercise, replacement, source, **shared)


def _function(form: Callable[..., Any]) -> Callable[..., Any]:
    """The function as it was written, of one of its forms."""
    return getattr(form, "func", form)


def _options(tree: ast.Module, function: Callable[..., Any]) -> dict[str, str]:
    """The options of a function's decorator as they were written: a value may be anything, a function for example."""
    line = function.__code__.co_firstlineno
    calls = (
        each
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for each in node.decorator_list
        if each.lineno == line and isinstance(each, ast.Call)
    )
    written = (keyword for call in calls for keyword in call.keywords)
    return {each.arg: ast.unparse(each.value) for each in written if each.arg and each.arg != "name"}


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


def _undecorated(tree: ast.Module) -> str:
    """A file of misconceptions as plain functions, without decorators and imports from the engine."""
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("autograder"))
    ]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return ast.unparse(tree)
