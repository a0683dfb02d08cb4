"""The interface of candidates: misconceptions that may explain a mistake, as functions or as recorded answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np

from autograder.judging.check_run import CaseResult
from autograder.judging.expected import CheckInstance


class KnownValue(Protocol):
    """A value that a misconception returns, or a record by which it can be compared."""

    def same(self, case: CaseResult, where: np.ndarray | None = None) -> bool:
        """Whether the answer to a case has the same numbers; only in the places of `where`, if given.

        Parameters
        ----------
        case : CaseResult
            The case.
        where : bool array, shape of the answer, optional
            The places to compare.
        """

    def same_in(self, case: CaseResult, results: Collection[str]) -> bool:
        """Whether the answer to a case has the same numbers in each of these named results."""

    def of_one_distribution(self, case: CaseResult) -> bool:
        """Whether the answer to a case may be another sample from the same distribution."""


class CandidateAnswer(Protocol):
    """A misconception's answer to one case."""

    @property
    def wrong(self) -> str:
        """What is wrong with it, as in `CaseResult`."""

    @property
    def value(self) -> KnownValue:
        """The value that it returned."""

    @property
    def by_chance(self) -> bool:
        """Whether another generator leads to another answer."""

    @property
    def possible(self) -> Sequence[KnownValue]:
        """All answers that it can give with any generator; empty if they are too many to list."""


class Candidate(Protocol):
    """One form of a misconception."""

    @property
    def name(self) -> str:
        """Its id."""

    @property
    def hint(self) -> str:
        """The hint for the student."""

    def answer(self, instance: CheckInstance, place: int) -> CandidateAnswer:
        """The answer to one case of a check."""

    def agrees_across(self, instance: CheckInstance, seen: str) -> bool:
        """Whether the relations between its answers violate the check with the same message as `seen`."""


class CandidateSource(Protocol):
    """All candidates of an assignment."""

    def of(self, exercise: str) -> Sequence[Candidate]:
        """The candidates of one exercise."""
