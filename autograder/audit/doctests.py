"""Whether the examples in the stubs' docstrings hold for the references."""

from __future__ import annotations

import doctest
import io
from collections.abc import Iterator

import numpy as np

from autograder.assignment.loading import load_folder
from autograder.assignment.model import Assignment
from autograder.audit.defect import Defect


def example_defects(assignment: Assignment) -> Iterator[Defect]:
    """Examples that do not hold for the references, and stubs without examples."""
    stubs = load_folder(assignment.folder / "exercises")
    references = load_folder(assignment.folder / "solutions")
    for exercise in assignment.exercises:
        stub = getattr(stubs.get(exercise.module), exercise.name, None)
        names = vars(references[exercise.module]) | {"np": np}
        found = doctest.DocTestFinder(recurse=False).find(stub, exercise.name, globs=names) if stub else []
        where = f"exercises/{exercise.module}.py, {exercise.name}"
        if not any(each.examples for each in found):
            yield Defect(where, "The docstring has no example.", "Add one with >>>.")
        for each in found:
            output = io.StringIO()
            if doctest.DocTestRunner(verbose=False).run(each, out=output.write).failed:
                yield Defect(
                    where, f"An example is not true:\n{output.getvalue()}", "Replace it by the reference's result."
                )
