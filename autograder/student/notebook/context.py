"""Where a student sits: the assignment around the notebook, and what the notebook has defined so far."""

from __future__ import annotations

import functools
import sys
from typing import Any

from autograder.assignment.loading import load_assignment, own_assignment
from autograder.judging.expected import PUBLIC_SEED
from autograder.student.notebook.exercise_grader import NotebookGrader


@functools.cache
def kernel() -> NotebookGrader:
    """The kernel of the assignment that this engine came with, with the public checks alone."""
    return NotebookGrader(load_assignment(own_assignment()).public_view(), PUBLIC_SEED)


def names() -> dict[str, Any]:
    """The global names of what Python runs: in Jupyter, those of the notebook."""
    return vars(sys.modules["__main__"])
