"""What was found out about one submission: plain data, the same for the same submission and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from autograder.authoring.visibility import Visibility
from autograder.results.identity import Identity
from autograder.results.provenance import Engine

STAFF: Mapping[str, Any] = MappingProxyType({"readers": "staff"})
"""The metadata of a field that stands in no view for students: it could tell of hidden inputs or answers."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check.

    Attributes
    ----------
    message : str
        What happened, in its first line; below that, where the student may see it, an example.
    kind : str
        The kind of what happened, without an example: checks of one kind have one cause, as far as is known.
    fingerprint : str
        A hash of what the check asks and of what is right; empty where that is not kept.
    answers : tuple of str
        For each case of a failed check a digest of what came back: equal wrong answers have equal ones.
    """

    name: str
    title: str
    visibility: Visibility
    status: str
    score: float
    max_score: float
    message: str = ""
    follow_through: bool = False
    misconception: str | None = None
    hint: str | None = None
    kind: str = field(default="", compare=False)
    fingerprint: str = field(default="", metadata=STAFF)
    answers: tuple[str, ...] = field(default=(), metadata=STAFF)

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    @property
    def is_public(self) -> bool:
        """Whether students see everything of it, at once."""
        return self.visibility == Visibility.VISIBLE


@dataclass(frozen=True)
class ExerciseResult:
    """The outcome of one exercise."""

    name: str
    module: str
    number: str
    checks: tuple[CheckResult, ...]

    @property
    def score(self) -> float:
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.max_score for check in self.checks)

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def attempted(self) -> bool:
        return any(check.status != "missing" for check in self.checks)


@dataclass(frozen=True)
class Protection:
    """What keeps a submission from doing more than answer: ``enforced``, ``set`` or ``unavailable``."""

    name: str
    status: str


@dataclass(frozen=True)
class Report:
    """The outcome of one submission.

    Attributes
    ----------
    assignment, version : str
        What was asked.
    name, sha256 : str
        What was handed in.
    printed : str
        The beginning of what the program printed, before it was asked anything hidden.
    graded : bool
        Whether there was anything to grade.
    identity : Identity
        Who handed it in, and when, as far as that is known.
    engine, seed, limits : Engine, int, dict of float
        What the report was made with, where it is to be kept.
    """

    assignment: str
    version: str
    name: str
    sha256: str
    graded: bool
    isolation: tuple[Protection, ...]
    messages: tuple[str, ...]
    printed: str
    exercises: tuple[ExerciseResult, ...]
    identity: Identity = field(default_factory=Identity)
    engine: Engine | None = field(default=None, metadata=STAFF)
    seed: int | None = field(default=None, metadata=STAFF)
    limits: Mapping[str, float] = field(default_factory=dict, metadata=STAFF)

    @property
    def all_messages(self) -> tuple[str, ...]:
        """The messages, and what the program printed as one more."""
        return (*self.messages, f"Your program printed:\n{self.printed}") if self.printed else self.messages

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """The outcomes of all checks, in the order of their exercises."""
        return tuple(check for exercise in self.exercises for check in exercise.checks)

    def exercise(self, name: str) -> ExerciseResult:
        """The outcome of the exercise of this name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)


def all_public_passed(of: str = "") -> str:
    """What is said where nothing that a student can see is wrong; `of` names the part that was looked at."""
    which = f" of {of}" if of else ""
    return f"All public checks{which} passed; hidden checks run when you submit."
