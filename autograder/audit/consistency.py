"""Whether an assignment's files fit together: no stray files, stubs with their references' signatures, honest hints."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from autograder.assignment.loading import load_folder
from autograder.assignment.model import Assignment, AssignmentError
from autograder.audit.defect import Defect

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"`|\bnp\.|\baxis ?=|\.T\b|\bdef \b|\breturn \w+ ?[-+*/@(]")


def file_defects(assignment: Assignment) -> Iterator[Defect]:
    """Files that belong to no module, and exercises without a misconception or a stub with the right signature."""
    modules = set(assignment.module_names)
    for path in sorted(
        path for part in ("exercises", "solutions") for path in (assignment.folder / part).rglob("*.py")
    ):
        if not path.stem.startswith("_") and not _belongs(path.stem, modules):
            yield Defect(
                path.relative_to(assignment.folder).as_posix(),
                f"It belongs to no module: there is no exercises/checks/{path.stem}.py.",
                "Rename it or remove it; a file that others import begins with an underscore.",
            )
    yield from _stub_defects(assignment)
    with_mistakes = {each.exercise for each in assignment.misconceptions}
    for exercise in assignment.exercises:
        if exercise.name not in with_mistakes:
            yield Defect(
                f"solutions/misconceptions/{exercise.module}.py",
                f"{exercise.name} has no misconception: nothing shows that its checks find anything.",
                "Add a typical mistake of students.",
            )


def _belongs(stem: str, modules: set[str]) -> bool:
    """Whether a file is named after a module, alone or with a suffix: ``stability``, ``stability_clipping``."""
    return any(stem == module or stem.startswith(f"{module}_") for module in modules)


def _stub_defects(assignment: Assignment) -> Iterator[Defect]:
    try:
        stubs = load_folder(assignment.folder / "exercises")
    except AssignmentError as error:
        yield Defect("exercises", str(error), "Stubs must be importable as they are.")
        return
    for exercise in assignment.exercises:
        where = f"exercises/{exercise.module}.py, {exercise.name}"
        stub = getattr(stubs.get(exercise.module), exercise.name, None)
        if not callable(stub):
            yield Defect(where, "There is no stub.", "Write it: a docstring, and raise NotImplementedError.")
            continue
        expected, actual = map(inspect.signature, (assignment.references[exercise.name], stub))
        if expected != actual:
            yield Defect(
                where,
                f"The stub takes {actual}, the reference takes {expected}.",
                "Make them the same: students write against the stub.",
            )
        if not inspect.getdoc(stub):
            yield Defect(where, "The stub has no docstring.", "Write the specification: shapes, and an example.")


def hint_defects(assignment: Assignment) -> Iterator[Defect]:
    """Hints and ids that give the answer away: code, or an expression of the reference that the misconception lacks.

    Students have both, with the public checks.
    """
    for wrong in assignment.misconceptions:
        where = f"{wrong.name} of {wrong.exercise}"
        answer = _pieces(assignment.references[wrong.exercise])
        given = set().union(*(_pieces(getattr(form, "func", form)) for form in wrong.forms))
        for what, text in (("hint", wrong.hint), ("id", wrong.name)):
            for piece in sorted(answer - given):
                if re.search(_spaced(piece), text):
                    yield Defect(where, f"The {what} holds a piece of the answer: {piece}", "Ask for the idea.")
            if found := CODE.search(text):
                yield Defect(where, f"The {what} holds code: {found[0].strip()}", "Use words.")
        if not ID.fullmatch(wrong.name):
            yield Defect(
                where, "The id does not consist of lower-case words with hyphens.", "Write it like mean-over-batch."
            )


@cache
def _pieces(function: Callable[..., Any]) -> set[str]:
    """The operations, comparisons, calls and attributes in a function, as text."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    kinds = ast.BinOp | ast.Compare | ast.Call | ast.Attribute
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, kinds)}


def _spaced(piece: str) -> str:
    """A pattern that matches a piece of code with any spacing."""
    between = r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", piece)))
    return rf"(?<![\w.]){between}(?![\w(])"
