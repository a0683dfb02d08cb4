"""The candidates of an assignment: its misconceptions or, in a student's copy, their records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from autograder.assignment.model import MISCONCEPTIONS, Assignment
from autograder.diagnosis.candidate import Candidate, CandidateSource


class Candidates:
    """The candidates of an assignment. Nothing is imported or read before the first mistake is to be named.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment

    def of(self, exercise: str) -> Sequence[Candidate]:
        """The candidates of one exercise."""
        return self._source.of(exercise)

    @cached_property
    def _source(self) -> CandidateSource:
        if (self._assignment.folder / MISCONCEPTIONS).is_dir():  # without asking for them: that would import them
            from autograder.diagnosis.live_candidates import LiveCandidates

            return LiveCandidates(self._assignment.misconceptions)
        from autograder.diagnosis.recorded_candidates import RecordedCandidates

        return RecordedCandidates(self._assignment)
