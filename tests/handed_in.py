"""Submissions made from the references: one function replaced by a wrong one, or by a right one that looks odd."""

from __future__ import annotations

import ast
import graphlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.assignment import VARIANTS, Assignment, load_folder
from autograder.authoring import Misconception
from autograder.submission.submission import Submission, python_files

ROOT = Path(__file__).parents[1]


def references(folder: Path = ROOT) -> dict[str, bytes]:
    """The reference answers, as a student would hand them in."""
    return {path.stem: path.read_bytes() for path in (folder / "solutions").glob("*.py")}


def with_function(
    module: str, exercise: str, function: str, source: str, *, folder: Path = ROOT, **others: bytes
) -> Submission:
    """The references, with `exercise` in `module` replaced by a function of `source`."""
    sources = references(folder) | others
    sources[module] += f"\n\n{source}\n\n{exercise} = {function}\n".encode()
    return Submission(exercise, python_files(sources))


def with_misconception(assignment: Assignment, wrong: Misconception, form: Callable[..., Any]) -> Submission:
    """The references, with one exercise answered by one form of a misconception."""
    module = next(exercise.module for exercise in assignment.exercises if exercise.name == wrong.exercise)
    wrong_ones = assignment.folder / "solutions" / "misconceptions"
    shared = {path.stem: path.read_bytes() for path in wrong_ones.glob("_*.py")}
    function, options = getattr(form, "func", form), getattr(form, "keywords", {})
    source = f"import functools\n{_undecorated(Path(inspect.getfile(function)).read_text())}"
    arguments = ", ".join([function.__name__, *(f"{name}={value!r}" for name, value in options.items())])
    replacement = f"functools.partial({arguments})" if options else function.__name__
    return with_function(module, wrong.exercise, replacement, source, folder=assignment.folder, **shared)


def variants(folder: Path = ROOT) -> Iterator[tuple[str, str, str]]:
    """Right answers that look odd: module, exercise, name of the function."""
    for module, loaded in load_folder(folder / VARIANTS).items():
        for name in vars(loaded):
            exercise, separator, _ = name.partition("__")
            if separator and exercise:
                yield module, exercise, name


def with_variant(module: str, exercise: str, function: str, folder: Path = ROOT) -> Submission:
    """The references, with one exercise answered in an odd way."""
    source = (folder / VARIANTS / f"{module}.py").read_text()
    return with_function(module, exercise, function, source, folder=folder)


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


def joined(modules: dict[str, bytes]) -> tuple[bytes, ...]:
    """The modules as the cells of one notebook, in which nothing has to be imported from another file."""
    asked_for = set(references())
    return tuple(_without_imports_of(asked_for, modules[name]) for name in _in_order(modules))


def _without_imports_of(modules: set[str], source: bytes) -> bytes:
    lines = source.decode().splitlines(keepends=True)
    for node in _imports(source):
        if node.module in modules:
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return "".join(lines).encode()


def _in_order(modules: dict[str, bytes]) -> list[str]:
    """By what they import: a module comes behind those that it takes something from."""
    order = graphlib.TopologicalSorter()
    for name, source in modules.items():
        order.add(name, *sorted({node.module for node in _imports(source)} & modules.keys()))
    return list(order.static_order())


def _imports(source: bytes) -> list[ast.ImportFrom]:
    """The imports from other modules; none where a file is no Python."""
    try:
        return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    except SyntaxError:
        return []
