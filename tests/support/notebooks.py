"""The student's notebook with its stubs answered."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.assignment.model import Assignment

STUB = "stub-"  # so begin the ids of the cells that are the student's to fill in


def answers(folder: Path, assignment: Assignment) -> dict[str, str]:
    """The functions in a folder of modules, by exercise.

    A module's other functions, and what it imports from elsewhere, stand above its first.
    """
    exercises = set(assignment.exercise_names)
    modules = set(assignment.module_names)
    found: dict[str, str] = {}
    for module in assignment.modules:
        text = (folder / f"{module.name}.py").read_text()
        body = ast.parse(text).body
        functions = [node for node in body if isinstance(node, ast.FunctionDef)]
        elsewhere = [node for node in body if isinstance(node, ast.ImportFrom) and node.module not in modules]
        imports = [ast.get_source_segment(text, node) or "" for node in elsewhere]
        sources = {node.name: ast.get_source_segment(text, node) or "" for node in functions}
        helpers = [*imports, *(source for name, source in sources.items() if name not in exercises)]
        mine = [name for name in sources if name in exercises]
        found |= {name: "\n\n\n".join([*(helpers if name == mine[0] else ()), sources[name]]) for name in mine}
    return found


def filled_in(notebook: bytes, answers: dict[str, str]) -> NotebookNode:
    """The notebook with these answers in the cells of their stubs; the other stubs are as they were."""
    found = nbformat.reads(notebook.decode(), as_version=4)
    for cell in found.cells:
        if cell.id.startswith(STUB):
            cell.source = answers.get(cell.id[len(STUB) :], cell.source)
    return found
