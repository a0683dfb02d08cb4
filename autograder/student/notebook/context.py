"""The context of a running notebook: the assignment's grader, and the notebook's global names."""

from __future__ import annotations

import functools
import sys
from typing import Any

from autograder.assignment.loading import load_assignment, own_assignment
from autograder.judging.expected import PUBLIC_SEED
from autograder.student.notebook.exercise_grader import NotebookGrader


@functools.cache
def kernel() -> NotebookGrader:
    """The grader of the assignment that contains this engine, with public checks alone."""
    return NotebookGrader(load_assignment(own_assignment()).public_view(), PUBLIC_SEED)


def names() -> dict[str, Any]:
    """The global names of the main module, which in Jupyter is the notebook."""
    return vars(sys.modules["__main__"])
