"""Groups the checks of an exercise by cause, so that a mistake is reported once however many checks it fails."""

from __future__ import annotations

from autograder.immutable import immutable
from autograder.results.report import CheckResult, ExerciseResult, Report

MOST_TITLES = 2  # of checks in which one cause shows; more are counted


@immutable
class Cause:
    """One mistake, or one remark, and the checks in which it shows."""

    checks: tuple[CheckResult, ...]

    @property
    def representative(self) -> CheckResult:
        """The check whose message is shown for all of them: the first one."""
        return self.checks[0]

    @property
    def passed(self) -> bool:
        """Whether this is a remark on passed checks, which costs no points."""
        return self.representative.passed

    @property
    def hint(self) -> str | None:
        return next((check.hint for check in self.checks if check.hint), None)

    @property
    def misconception(self) -> str | None:
        return next((check.misconception for check in self.checks if check.misconception), None)

    def where(self, exercise: ExerciseResult) -> str:
        """The checks in which it shows, of those of the exercise that are seen: by their titles, if these are few."""
        if len(self.checks) == len(exercise.checks) > 1:
            return f"all {len(exercise.checks)} checks"
        if len(self.checks) > MOST_TITLES:
            return f"{len(self.checks)} of {len(exercise.checks)} checks"
        return "; ".join(f"“{check.title}”{'' if check.is_public else ' (hidden)'}" for check in self.checks)


def causes(exercise: ExerciseResult) -> tuple[Cause, ...]:
    """The causes in an exercise, for a reader who may see all of its checks.

    Where all diagnosed checks name the same misconception, the failed checks without a diagnosis are counted to it.
    """
    names = {check.misconception for check in exercise.checks if check.misconception}
    only = names.pop() if len(names) == 1 else None
    groups: dict[tuple[str, ...], list[CheckResult]] = {}
    for check in exercise.checks:
        if check.message:
            groups.setdefault(_key(check, only), []).append(check)
    return tuple(Cause(tuple(checks)) for checks in groups.values())


def has_own_feedback(exercise: ExerciseResult, report: Report) -> bool:
    """Whether an exercise has messages beyond those about the whole submission."""
    general = tuple(report.messages)
    return exercise.attempted and any(
        check.message and not check.message.endswith(general) for check in exercise.checks
    )


def feedback_parts(message: str, hint: str | None) -> tuple[str, str, str]:
    """What happened, the hint, and an example: the order in which every view shows them. A missing part is empty."""
    happened, _, example = message.partition("\n")
    return happened, f"Hint: {hint}" if hint else "", example


def in_lines(message: str, hint: str | None) -> str:
    """The parts of `feedback_parts` as one text."""
    return "\n".join(filter(None, feedback_parts(message, hint)))


def duplicate_of(exercise: ExerciseResult, check: CheckResult) -> CheckResult | None:
    """An earlier check with the same cause, if every reader of `check` may see that one too."""
    for earlier in exercise.checks[: exercise.checks.index(check)]:
        visible = earlier.is_public or not check.is_public
        if visible and earlier.message and _key(earlier) == _key(check):
            return earlier
    return None


def _key(check: CheckResult, only: str | None = None) -> tuple[str, ...]:
    """A key that checks with the same cause share; `only` is the misconception of those without a diagnosis."""
    if check.passed:
        return "passed", check.message
    name = check.misconception or (only if check.status in {"failed", "invalid"} else None)
    return ("named", name) if name else (check.status, check.kind or check.message)
