"""Finds the candidates of an assignment."""

from __future__ import annotations

from autograder.assignment.model import MISCONCEPTIONS, Assignment
from autograder.diagnosis.candidate import CandidateSource
from autograder.diagnosis.recorded_candidates import RecordedCandidates


def candidates_of(assignment: Assignment) -> CandidateSource:
    """The misconceptions of an assignment; in a student's copy, their records beside the exercises."""
    if (assignment.folder / MISCONCEPTIONS).is_dir():  # without asking for them: that would import them
        from autograder.diagnosis.live_candidates import LiveCandidates  # students have none, and wait for every import

        return LiveCandidates(assignment.misconceptions)
    return RecordedCandidates(assignment)
