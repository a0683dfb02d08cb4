"""Submissions made from the references: one function replaced by a wrong one, or by a right one that looks odd."""

from __future__ import annotations

import ast
import graphlib
from pathlib import Path

from autograder.audit.submissions import references
from autograder.submissions.submission import Submission, python_files
from tests.support.project import ROOT


def with_function(
    module: str, exercise: str, function: str, source: str, *, folder: Path = ROOT, **others: bytes
) -> Submission:
    """The references, with `exercise` in `module` replaced by a function of `source`."""
    sources = references(folder) | others
    sources[module] += f"\n\n{source}\n\n{exercise} = {function}\n".encode()
    return Submission(exercise, python_files(sources))


def joined(modules: dict[str, bytes]) -> tuple[bytes, ...]:
    """The modules as the cells of one notebook, in which nothing has to be imported from another file."""
    asked_for = set(references(ROOT))
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
