"""The examples in the stubs' docstrings are what the references answer."""

from __future__ import annotations

import doctest
import io
from collections.abc import Iterator

import numpy as np

from autograder.assignment.loading import load_folder
from autograder.assignment.model import Assignment
from autograder.audit.problem import Problem


def example_findings(assignment: Assignment) -> Iterator[Problem]:
    """Examples that are not true of the references, and stubs without one."""
    stubs = load_folder(assignment.folder / "exercises")
    references = load_folder(assignment.folder / "solutions")
    for exercise in assignment.exercises:
        stub = getattr(stubs.get(exercise.module), exercise.name, None)
        names = vars(references[exercise.module]) | {"np": np}
        found = doctest.DocTestFinder(recurse=False).find(stub, exercise.name, globs=names) if stub else []
        where = f"exercises/{exercise.module}.py, {exercise.name}"
        if not any(each.examples for each in found):
            yield Problem(where, "The docstring has no example.", "Add one with >>>: it says more than a sentence.")
        for each in found:
            said = io.StringIO()
            if doctest.DocTestRunner(verbose=False).run(each, out=said.write).failed:
                yield Problem(
                    where, f"An example is not true:\n{said.getvalue()}", "Put there what the reference gives."
                )
