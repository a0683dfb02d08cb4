"""Submissions made from the references: one function replaced by a wrong one, or by a right one that looks odd."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment import Assignment, load_folder
from autograder.authoring import Misconception
from autograder.submission.submission import Submission

ROOT = Path(__file__).parents[1]


def references(folder: Path = ROOT) -> dict[str, bytes]:
    """The reference answers, as a student would hand them in."""
    return {path.stem: path.read_bytes() for path in (folder / "solutions").glob("*.py")}


def with_function(module: str, exercise: str, function: str, source: str, **others: bytes) -> Submission:
    """The references, with `exercise` in `module` replaced by a function of `source`."""
    sources = references() | others
    sources[module] += f"\n\n{source}\n\n{exercise} = {function}\n".encode()
    return Submission(f"{exercise}-{function}", sources)


def with_misconception(assignment: Assignment, wrong: Misconception) -> Submission:
    """The references, with one exercise answered by a misconception."""
    module = next(exercise.module for exercise in assignment.exercises if exercise.name == wrong.exercise)
    folder = assignment.folder / "solutions" / "misconceptions"
    shared = {path.stem: path.read_bytes() for path in folder.glob("_*.py")}
    source = _undecorated(Path(inspect.getfile(wrong.function)).read_text())
    return with_function(module, wrong.exercise, wrong.function.__name__, source, **shared)


def variants() -> Iterator[tuple[str, str, str]]:
    """Right answers that look odd: module, exercise, name of the function."""
    for module, loaded in load_folder(ROOT / "tests" / "variants").items():
        for name in vars(loaded):
            exercise, separator, _ = name.partition("__")
            if separator and exercise:
                yield module, exercise, name


def with_variant(module: str, exercise: str, function: str) -> Submission:
    """The references, with one exercise answered in an odd way."""
    source = (ROOT / "tests" / "variants" / f"{module}.py").read_text()
    return with_function(module, exercise, function, source)


def _undecorated(source: str) -> str:
    """A file of misconceptions as plain functions, without what it takes from the engine."""
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
