"""A part of an assignment: some of its exercises, with what they need, and none of the rest."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from autograder.assignment.model import Assignment
from autograder.submissions.submission import Source, Submission


def dependencies_of(assignment: Assignment, names: Collection[str]) -> set[str]:
    """These exercises, and those whose answers their checks are made from, which must be right first."""
    needs = _needs(assignment)
    found, todo = set(names), list(names)
    while todo:
        others = needs[todo.pop()] - found
        found |= others
        todo += others
    return found


def affected_by(assignment: Assignment, before: Submission, after: Submission) -> set[str]:
    """The exercises whose outcome may be another one, now that a submission has changed.

    Those of the files that differ, of files that import these, and those whose checks are made from such answers.
    """
    names = before.sources.keys() | after.sources.keys()
    changed = {name for name in names if before.sources.get(name) != after.sources.get(name)}
    modules = set(assignment.module_names)
    everywhere = changed - modules  # a notebook, or a file of the student's own, may hold any of them
    if (changed and everywhere) or before.single_precision != after.single_precision:
        return set(assignment.exercise_names)
    uses = {name: _imports(source, modules) for name, source in after.sources.items()}
    while more := {name for name, used in uses.items() if used & changed} - changed:
        changed |= more
    found = {exercise.name for exercise in assignment.exercises if exercise.module in changed}
    needs = _needs(assignment)
    while more := {name for name, others in needs.items() if others & found} - found:
        found |= more
    return found


def _needs(assignment: Assignment) -> Mapping[str, set[str]]:
    """By exercise, the others that its checks are made from."""
    return {each.name: {name for check in each.checks for name in check.needs} for each in assignment.exercises}


def _imports(source: Source, modules: Collection[str]) -> set[str]:
    """The modules that a file imports; none where it is no Python, which those that import it show as well."""
    found: set[str] = set()
    for cell in source.cells:
        try:
            nodes = list(ast.walk(ast.parse(cell)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
        found |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found & set(modules)
