"""The report on one submission: plain data, the same for the same submission and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any

from autograder.authoring.drawing import Drawing
from autograder.authoring.visibility import Visibility
from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.results.provenance import Engine

STAFF: Mapping[str, Any] = MappingProxyType({"readers": "staff"})
"""Marks a field that students never see: it could reveal hidden inputs or answers."""


@immutable
class CheckResult:
    """The outcome of one check.

    Attributes
    ----------
    status : str
        ``passed``, ``failed``, ``error``, ``timeout``, ``crashed``, ``missing`` or ``invalid``.
    message : str
        What happened, in the first line; in the lines below an example, if the student may see one.
    follow_through : bool
        Whether it passed only with correct earlier functions in the place of the student's.
    misconception, hint : str or None
        The diagnosis: the mistake's name, and a hint towards mending it.
    kind : str
        The kind of mistake, without an example. Failed checks of the same kind are taken to have the same cause.
    fingerprint : str
        A hash of the check's inputs and expected answers; empty if not recorded.
    answers : tuple of str
        A digest of the answer to each case of a failed check; equal wrong answers have equal digests.
    numbers : tuple of (str, float or None)
        Of a public check that a drawing shows, if the answer is wrong: its numbers, by `Entry.key`; None where there is
        none.
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
    numbers: tuple[tuple[str, float | None], ...] = ()

    @property
    def passed(self) -> bool:
        return self.status == "passed"

    @property
    def is_public(self) -> bool:
        """Whether students see the whole result at once."""
        return self.visibility == Visibility.VISIBLE


@immutable
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


@immutable
class Protection:
    """A layer of isolation around submitted code, and its status: ``enforced``, ``set`` or ``unavailable``."""

    name: str
    status: str


@immutable
class Report:
    """The outcome of one submission.

    Attributes
    ----------
    assignment, version : str
        The assignment's name, and a hash of its content.
    name, sha256 : str
        The submission's name, and a hash of its files.
    graded : bool
        Whether the submission held anything to grade.
    messages : tuple of str
        What concerns the whole submission, such as its files.
    printed : str
        The beginning of the program's output, up to the first hidden check.
    identity : Identity
        Who handed it in, and when, as far as known.
    engine, seed, limits : Engine, int, dict of float
        What the report was made with; empty in reports that are not stored.
    drawings : tuple of Drawing
        What is drawn on the student's page, with the numbers that are right; the checks have those that were answered.
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
    drawings: tuple[Drawing, ...] = field(default=(), repr=False)

    @property
    def all_messages(self) -> tuple[str, ...]:
        """The messages, followed by the program's output as one more."""
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
    """The sentence for a student whose public checks all pass; `of` names the part that was checked, if not all."""
    which = f" of {of}" if of else ""
    return f"All public checks{which} passed; hidden checks run when you submit."
