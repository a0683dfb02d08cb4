"""What readers are shown of a report: what is hidden from them is left out before anything is looked at.

Every check says who may see its result, and when. Neither the name of a mistake nor a mark tells those who may not see
a check what it has found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace

from autograder.authoring.visibility import Visibility
from autograder.immutable import immutable
from autograder.render.network import networks
from autograder.render.shown import ShownCause, ShownExercise, ShownReport
from autograder.render.theme import IN_WORDS, legend, mark
from autograder.results.causes import Cause, causes, feedback_parts, has_own_feedback
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.text.phrasing import plural, points

STUDENT = frozenset({Visibility.VISIBLE})
RELEASED = STUDENT | {Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED}
STAFF = frozenset(Visibility)
"""Readers, by the results that they may see: students at any time, students once grades are released, and staff."""

LATER = {
    Visibility.AFTER_DUE_DATE: "shown after the due date",
    Visibility.AFTER_PUBLISHED: "shown once grades are released",
    Visibility.HIDDEN: "not shown",
}
TONES = {"green": "right", "red": "wrong", "yellow": "followed", "dim": "untouched"}
MOST_MESSAGES = 20
WITHOUT_ANSWER = frozenset({"missing", "timeout"})
WITHHELD = "A hidden check says what kind of mistake it found, and shows no inputs."


@immutable
class About:
    """What is said besides the report.

    Attributes
    ----------
    who : str
        Whose page it is; by default what the submission is called.
    headline : str
        The points; by default those of the checks that are shown.
    remarks : sequence of str
        Decisions and comments on the whole.
    on_exercises : dict of (sequence of str)
        Decisions and comments on each exercise.
    on_checks : dict of str
        What was decided on a check for everybody, by its exercise and its name.
    points : dict of str
        The points that are told, by exercise; by default those of the checks that are shown.
    """

    who: str = ""
    headline: str = ""
    remarks: Sequence[str] = ()
    on_exercises: Mapping[str, Sequence[str]] = field(default_factory=dict)
    on_checks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)


def shown_report(
    report: Report,
    readers: frozenset[Visibility],
    code_of: Callable[[str, str], str] = lambda exercise, module: "",
    about: About | None = None,
) -> ShownReport:
    """What readers are shown of a report.

    Parameters
    ----------
    report : Report
        The report, whole.
    readers : frozenset of Visibility
        The results that may be seen: `STUDENT`, `RELEASED` or `STAFF`.
    code_of : callable
        Gives the code of a student's function, by its name and its module's; by default none is shown.
    about : About, optional
        What is said besides.
    """
    said = about or About()
    checks = [check for check in report.checks if check.visibility in readers]
    return ShownReport(
        report.assignment,
        said.who or report.name,
        said.headline or (_points(checks) if checks and report.graded else ""),
        tuple(said.remarks),
        report.messages[:MOST_MESSAGES],
        report.printed,
        tuple(_exercise(each, report, readers, code_of, said) for each in report.exercises),
        _withheld(report.checks, readers),
        tuple(legend(checks)),
        networks(report),
        graded=report.graded,
        partial=not said.headline and len(checks) < len(report.checks),
    )


def _exercise(
    exercise: ExerciseResult,
    report: Report,
    readers: frozenset[Visibility],
    code_of: Callable[[str, str], str],
    about: About,
) -> ShownExercise:
    seen = replace(exercise, checks=tuple(each for each in exercise.checks if each.visibility in readers))
    found = causes(seen) if seen.checks and has_own_feedback(seen, report) else ()
    wrong = any(not each.passed for each in found)
    decided = (
        f"“{each.title}”: {sentence}"
        for each in seen.checks
        if (sentence := about.on_checks.get((exercise.name, each.name)))
    )
    return ShownExercise(
        name=exercise.name,
        module=exercise.module,
        number=exercise.number,
        points=about.points.get(exercise.name, _points(seen.checks) if seen.checks else ""),
        marks=tuple(_mark(each) for each in seen.checks),
        passed=bool(seen.checks) and seen.passed,
        causes=tuple(_cause(each, seen) for each in sorted(found, key=lambda each: each.passed)),
        remarks=(*about.on_exercises.get(exercise.name, ()), *decided),
        withheld=_withheld(exercise.checks, readers),
        code=code_of(exercise.name, exercise.module) if wrong else "",
    )


def _cause(cause: Cause, exercise: ExerciseResult) -> ShownCause:
    first = cause.representative
    happened, _, example = feedback_parts(first.message, None)
    symbol, style = mark(first)
    says_no_input = not cause.passed and first.status not in WITHOUT_ANSWER
    return ShownCause(
        tone=TONES[style],
        symbol=symbol,
        happened=happened,
        hint=cause.hint or "",
        example=example,
        name=cause.misconception or "",
        where=cause.where(exercise),
        note=WITHHELD if says_no_input and not any(each.is_public for each in cause.checks) else "",
    )


def _mark(check: CheckResult) -> tuple[str, str, str]:
    """The mark of a check, its tone, and what it says in words."""
    symbol, style = mark(check)
    return symbol, TONES[style], f"{check.title}: {IN_WORDS[check.status]}"


def _points(checks: Sequence[CheckResult]) -> str:
    had, most = sum(each.score for each in checks), sum(each.max_score for each in checks)
    return f"{points(had)} of {points(most)} points"


def _withheld(checks: Sequence[CheckResult], readers: frozenset[Visibility]) -> tuple[str, ...]:
    later = Counter(each.visibility for each in checks if each.visibility not in readers)
    worth = {kind: sum(each.max_score for each in checks if each.visibility is kind) for kind in later}
    return tuple(
        f"{plural(count, 'hidden check')} for {points(worth[kind])} more {_point(worth[kind])}, {LATER[kind]}"
        for kind, count in later.items()
    )


def _point(worth: float) -> str:
    return "point" if worth == 1 else "points"
