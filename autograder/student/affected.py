"""Finds the exercises that a change affects."""

from __future__ import annotations

import ast
from collections.abc import Collection

from autograder.assignment.model import Assignment
from autograder.submissions.submission import Source, Submission


def affected_by(assignment: Assignment, before: Submission, after: Submission) -> set[str]:
    """The exercises whose results may differ between two versions of a submission.

    These are the exercises in changed files, and in files that import these.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    before, after : Submission
        The two versions.
    """
    names = before.sources.keys() | after.sources.keys()
    changed = {name for name in names if before.sources.get(name) != after.sources.get(name)}
    modules = set(assignment.module_names)
    everywhere = changed - modules  # a notebook, or an additional file, may hold any exercise
    if (changed and everywhere) or before.in_single_precision != after.in_single_precision:
        return set(assignment.exercise_names)
    uses = {name: _imports(source, modules) for name, source in after.sources.items()}
    while more := {name for name, used in uses.items() if used & changed} - changed:
        changed |= more
    return {exercise.name for exercise in assignment.exercises if exercise.module in changed}


def _imports(source: Source, modules: Collection[str]) -> set[str]:
    """The modules that a file imports. Cells that are not valid Python are left out."""
    found: set[str] = set()
    for cell in source.cells:
        try:
            nodes = list(ast.walk(ast.parse(cell)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
        found |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found & set(modules)
