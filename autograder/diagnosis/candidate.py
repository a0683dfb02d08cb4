"""What the rule that names a mistake asks of a misconception: who answers, its own function or a record of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np

from autograder.judging.check_run import CaseResult
from autograder.judging.expected import CheckInstance


class KnownValue(Protocol):
    """A value that a misconception returns; it is compared, and need not be there."""

    def same(self, case: CaseResult, where: np.ndarray | None = None) -> bool:
        """Whether the same numbers came back; at the places of `where` alone, if it is given."""

    def same_in(self, case: CaseResult, results: Collection[str]) -> bool:
        """Whether the same numbers came back in each of these results."""

    def of_one_distribution(self, case: CaseResult) -> bool:
        """Whether what came back may be another sample of the same distribution."""


class CandidateAnswer(Protocol):
    """What a misconception answers to one question."""

    @property
    def wrong(self) -> str:
        """What is wrong with it, in the words of `CaseResult`."""

    @property
    def value(self) -> KnownValue:
        """What it returned."""

    @property
    def by_chance(self) -> bool:
        """Whether another generator leads to another answer."""

    @property
    def possible(self) -> Sequence[KnownValue]:
        """The answers that it can give with any generator; none where they are too many to tell."""


class Candidate(Protocol):
    """One form of a misconception."""

    @property
    def name(self) -> str:
        """Its id."""

    @property
    def hint(self) -> str:
        """What a student reads."""

    def answer(self, instance: CheckInstance, place: int) -> CandidateAnswer:
        """What it answers to one question of a check."""

    def agrees_across(self, instance: CheckInstance, seen: str) -> bool:
        """Whether of its answers together, right one by one, the same is to be said as `seen`."""


class CandidateSource(Protocol):
    """All candidates of an assignment."""

    def of(self, exercise: str) -> Sequence[Candidate]:
        """Those of one exercise."""
