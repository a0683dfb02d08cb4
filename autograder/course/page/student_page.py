"""A student's page: what to mend first, each mistake once, and their own function beside it.

Every check says who may see its result, and when. A page is for readers, and what these may not see is left out before
anything is looked at: neither the name of a mistake nor a mark tells what a hidden check has found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.standing import Standing
from autograder.course.page.decisions import on_exercise, on_the_whole
from autograder.course.page.source_code import function_code
from autograder.render.html.page import render
from autograder.render.theme import IN_WORDS, legend, mark
from autograder.results.causes import Cause, causes, feedback_parts, has_own_feedback
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.submissions.submission import Submission
from autograder.text.phrasing import plural, points

PACKAGE = "autograder.course.page"
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
MOST_TITLES = 2
WITHOUT_ANSWER = frozenset({"missing", "timeout"})


@dataclass(frozen=True)
class About:
    """What a page says besides the report.

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
    """

    who: str = ""
    headline: str = ""
    remarks: Sequence[str] = ()
    on_exercises: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownCause:
    """One mistake, in the words for its readers."""

    tone: str
    symbol: str
    happened: str
    hint: str
    example: str
    name: str
    where: str
    withheld: bool


@dataclass(frozen=True)
class ShownExercise:
    """One exercise, as far as its readers may see it."""

    name: str
    number: str
    points: str
    marks: tuple[tuple[str, str, str], ...]
    passed: bool
    causes: tuple[ShownCause, ...]
    remarks: tuple[str, ...]
    withheld: tuple[str, ...]
    code: str

    @property
    def wrong(self) -> ShownCause | None:
        """The first cause that costs points."""
        return next((each for each in self.causes if each.tone == "wrong"), None)

    @property
    def has_more(self) -> bool:
        return bool(self.causes or self.remarks)


def about_standing(standing: Standing) -> About:
    """What counts for a student, and what people decided and wrote."""
    score = standing.score
    most = "" if standing.max_score is None else f" of {points(standing.max_score)}"
    return About(
        standing.student.shown,
        "" if score is None else f"{points(score)}{most} points",
        tuple(on_the_whole(standing)),
        {each.name: tuple(on_exercise(each)) for each in standing.exercises},
    )


def student_page(
    report: Report,
    readers: frozenset[Visibility],
    submission: Submission | None = None,
    about: About | None = None,
) -> str:
    """The page as HTML.

    Parameters
    ----------
    report : Report
        The report, whole.
    readers : frozenset of Visibility
        The results that may be seen: `STUDENT`, `RELEASED` or `STAFF`.
    submission : Submission, optional
        What was handed in; without it, no code is shown.
    about : About, optional
        What is said besides.
    """
    said = about or About()
    exercises = [_exercise(each, report, readers, submission, said) for each in report.exercises]
    shown = [check for check in report.checks if check.visibility in readers]
    return render(
        PACKAGE,
        "student.html",
        styles=["student.css"],
        report=report,
        who=said.who or report.name,
        headline=said.headline or (_points(shown) if shown and report.graded else ""),
        partial=not said.headline and len(shown) < len(report.checks),
        remarks=said.remarks,
        exercises=exercises,
        first=next((each for each in exercises if each.wrong), None),
        legend=legend(shown),
        withheld=_withheld(report.checks, readers),
        all_right=bool(shown) and all(check.passed for check in shown),
    )


def _exercise(
    exercise: ExerciseResult,
    report: Report,
    readers: frozenset[Visibility],
    submission: Submission | None,
    about: About,
) -> ShownExercise:
    seen = replace(exercise, checks=tuple(each for each in exercise.checks if each.visibility in readers))
    found = causes(seen) if seen.checks and has_own_feedback(seen, report) else ()
    wrong = any(not each.passed for each in found)
    if not wrong:  # that it is right given a correct earlier function is said by its marks
        found = tuple(each for each in found if not each.representative.follow_through)
    return ShownExercise(
        name=exercise.name,
        number=exercise.number,
        points=_points(seen.checks) if seen.checks else "",
        marks=tuple(_mark(each) for each in seen.checks),
        passed=bool(seen.checks) and seen.passed,
        causes=tuple(_cause(each, seen) for each in sorted(found, key=lambda each: each.passed)),
        remarks=tuple(about.on_exercises.get(exercise.name, ())),
        withheld=_withheld(exercise.checks, readers),
        code=function_code(submission, exercise.name, exercise.module) if wrong and submission else "",
    )


def _cause(cause: Cause, exercise: ExerciseResult) -> ShownCause:
    first = cause.representative
    happened, _, example = feedback_parts(first.message, None)
    symbol, style = mark(first)
    return ShownCause(
        tone="followed" if cause.passed else "untouched" if first.status == "missing" else TONES[style],
        symbol=symbol,
        happened=happened,
        hint=cause.hint or "",
        example=example,
        name=cause.misconception or "",
        where=_where(cause, exercise),
        withheld=not any(each.is_public for each in cause.checks)
        and first.status not in WITHOUT_ANSWER
        and not cause.passed,
    )


def _where(cause: Cause, exercise: ExerciseResult) -> str:
    """The checks in which a cause shows: by their titles, if these are few."""
    if len(cause.checks) == len(exercise.checks) > 1:
        return f"all {len(exercise.checks)} checks"
    if len(cause.checks) > MOST_TITLES:
        return f"{len(cause.checks)} of {len(exercise.checks)} checks"
    return "; ".join(f"“{each.title}”{'' if each.is_public else ' (hidden)'}" for each in cause.checks)


def _mark(check: CheckResult) -> tuple[str, str, str]:
    """The mark of a check, its tone, and what it says in words."""
    symbol, style = mark(check)
    return symbol, TONES[style], f"{check.title}: {IN_WORDS[check.status]}"


def _points(checks: Sequence[CheckResult]) -> str:
    had, most = sum(each.score for each in checks), sum(each.max_score for each in checks)
    return f"{points(had)} of {points(most)} points"


def _withheld(checks: Sequence[CheckResult], readers: frozenset[Visibility]) -> tuple[str, ...]:
    later = Counter(each.visibility for each in checks if each.visibility not in readers)
    worth = Counter[Visibility]()
    for each in checks:
        worth[each.visibility] += each.max_score  # type: ignore[assignment]
    return tuple(
        f"{plural(count, 'hidden check')} for {points(worth[kind])} more points, {LATER[kind]}"
        for kind, count in later.items()
    )
