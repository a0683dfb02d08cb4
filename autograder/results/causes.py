"""One message for each cause: which checks of an exercise say the same, and which of them says it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.results.report import CheckResult, ExerciseResult, Report


@dataclass(frozen=True)
class Cause:
    """One thing that is to be said of an exercise, and the checks in which it shows."""

    checks: tuple[CheckResult, ...]

    @property
    def representative(self) -> CheckResult:
        """The check that says most: the first one."""
        return self.checks[0]

    @property
    def passed(self) -> bool:
        """Whether it costs nothing: what is said of a check that passed."""
        return self.representative.passed

    @property
    def hint(self) -> str | None:
        return next((check.hint for check in self.checks if check.hint), None)

    @property
    def misconception(self) -> str | None:
        return next((check.misconception for check in self.checks if check.misconception), None)


def causes(exercise: ExerciseResult) -> tuple[Cause, ...]:
    """What is to be said of an exercise to somebody who may see all of it.

    Where only one mistake has a name, that is the one in the checks that could not tell it from others.
    """
    names = {check.misconception for check in exercise.checks if check.misconception}
    only = names.pop() if len(names) == 1 else None
    groups: dict[tuple[str, ...], list[CheckResult]] = {}
    for check in exercise.checks:
        if check.message:
            groups.setdefault(_key(check, only), []).append(check)
    return tuple(Cause(tuple(checks)) for checks in groups.values())


def has_own_feedback(exercise: ExerciseResult, report: Report) -> bool:
    """Whether there is more to say of an exercise than what is said of the whole submission."""
    said = tuple(report.messages)
    return exercise.attempted and any(check.message and not check.message.endswith(said) for check in exercise.checks)


def feedback_parts(message: str, hint: str | None) -> tuple[str, str, str]:
    """What happened, where to look, an example: in this order every page tells it. What there is not is empty."""
    happened, _, example = message.partition("\n")
    return happened, f"Hint: {hint}" if hint else "", example


def in_lines(message: str, hint: str | None) -> str:
    """The same as a text."""
    return "\n".join(filter(None, feedback_parts(message, hint)))


def duplicate_of(exercise: ExerciseResult, check: CheckResult) -> CheckResult | None:
    """An earlier check that says the same, and that is seen by whoever sees this one."""
    for earlier in exercise.checks[: exercise.checks.index(check)]:
        seen = earlier.is_public or not check.is_public
        if seen and earlier.message and _key(earlier) == _key(check):
            return earlier
    return None


def _key(check: CheckResult, only: str | None = None) -> tuple[str, ...]:
    """What two checks have in common that say the same."""
    if check.passed:
        return "passed", check.message
    name = check.misconception or (only if check.status in {"failed", "invalid"} else None)
    return ("named", name) if name else (check.status, check.kind or check.message)
