"""What was found out about one submission: plain data, the same for the same submission and seed."""

from __future__ import annotations

from dataclasses import dataclass

ALL_PUBLIC_PASSED = "All public checks passed; hidden checks run when you submit."


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check."""

    name: str
    title: str
    visibility: str
    status: str
    score: float
    max_score: float
    message: str = ""
    follow_through: bool = False
    misconception: str | None = None
    hint: str | None = None

    @property
    def passed(self) -> bool:
        return self.status == "passed"


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
    def causes(self) -> dict[str, list[CheckResult]]:
        """What there is to say, and the checks that it is said of: those that say the same stand together."""
        causes: dict[str, list[CheckResult]] = {}
        for check in self.checks:
            if check.message:
                causes.setdefault(check.message, []).append(check)
        return causes

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

    @property
    def all_messages(self) -> tuple[str, ...]:
        """The messages, and what the program printed as one more."""
        return (*self.messages, f"Your program printed:\n{self.printed}") if self.printed else self.messages

    @property
    def score(self) -> float:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(exercise.max_score for exercise in self.exercises)
