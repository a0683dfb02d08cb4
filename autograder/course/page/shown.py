"""What one reader is shown of a report: each mistake once, their function beside it, and nothing that is hidden.

Every check says who may see its result, and when. What readers may not see is left out before anything is looked at:
neither the name of a mistake nor a mark tells what a hidden check has found. The pages of students, in HTML, in
Markdown and as comments in their files, are all written from this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.stored_report import CheckName
from autograder.course.page.network import Network, networks
from autograder.course.page.source_code import function_code
from autograder.render.theme import IN_WORDS, legend, mark
from autograder.results.causes import Cause, causes, feedback_parts, has_own_feedback
from autograder.results.report import CheckResult, ExerciseResult, Report
from autograder.submissions.submission import Submission
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


@dataclass(frozen=True)
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
        What was decided on a check for everybody.
    points : dict of str
        The points that are told, by exercise; by default those of the checks that are shown.
    """

    who: str = ""
    headline: str = ""
    remarks: Sequence[str] = ()
    on_exercises: Mapping[str, Sequence[str]] = field(default_factory=dict)
    on_checks: Mapping[CheckName, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownCause:
    """One mistake, or one remark, in the words for its readers."""

    tone: str
    symbol: str
    happened: str
    hint: str = ""
    example: str = ""
    name: str = ""
    where: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShownExercise:
    """One exercise, as far as its readers may see it.

    Attributes
    ----------
    name, module, number : str
        The function, its file, and its place.
    points : str
        Such as ``2 of 3 points``; empty if no check is shown.
    marks : tuple of (str, str, str)
        Of each check the mark, its tone, and what it says in words.
    passed : bool
        Whether all checks that are shown passed.
    causes : tuple of ShownCause
        What is wrong, those first that cost points.
    remarks : tuple of str
        Decisions and comments.
    withheld : tuple of str
        What is not shown, and when it will be.
    code : str
        The student's function; empty where nothing is wrong.
    """

    name: str
    module: str
    number: str = ""
    points: str = ""
    marks: tuple[tuple[str, str, str], ...] = ()
    passed: bool = False
    causes: tuple[ShownCause, ...] = ()
    remarks: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    code: str = ""

    @property
    def wrong(self) -> ShownCause | None:
        """The first cause that costs points."""
        return next((each for each in self.causes if each.tone == "wrong"), None)

    @property
    def has_more(self) -> bool:
        """Whether there is more to say than its marks and points."""
        return bool(self.causes or self.remarks)

    @property
    def passed_checks(self) -> int:
        return sum(tone in {"right", "followed"} for _, tone, _ in self.marks)


@dataclass(frozen=True)
class ShownReport:
    """What one reader is shown.

    Attributes
    ----------
    assignment, who, headline : str
        What it is about, whose it is, and the points.
    remarks, messages : tuple of str
        Decisions and comments on the whole, and what there is to say about the files.
    printed : str
        What the program printed.
    exercises : tuple of ShownExercise
        The exercises.
    withheld : tuple of str
        What is not shown, and when it will be.
    legend : tuple of str
        What the marks mean.
    networks : tuple of Network
        The assignment's drawings, with the student's numbers.
    graded, partial : bool
        Whether there was something to grade; whether the headline is about the checks that are shown alone.
    """

    assignment: str
    who: str
    headline: str
    remarks: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    printed: str = ""
    exercises: tuple[ShownExercise, ...] = ()
    withheld: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    graded: bool = True
    partial: bool = False

    @property
    def first(self) -> ShownExercise | None:
        """The exercise to mend first."""
        return next((each for each in self.exercises if each.wrong), None)

    @property
    def untouched(self) -> bool:
        """Whether no exercise was attempted, as far as is shown."""
        tones = {tone for each in self.exercises for _, tone, _ in each.marks}
        return tones == {"untouched"}

    @property
    def all_right(self) -> bool:
        shown = [each for each in self.exercises if each.marks]
        return bool(shown) and all(each.passed for each in shown)


def shown_report(
    report: Report,
    readers: frozenset[Visibility],
    submission: Submission | None = None,
    about: About | None = None,
) -> ShownReport:
    """What readers are shown of a report.

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
    checks = [check for check in report.checks if check.visibility in readers]
    return ShownReport(
        report.assignment,
        said.who or report.name,
        said.headline or (_points(checks) if checks and report.graded else ""),
        tuple(said.remarks),
        report.messages[:MOST_MESSAGES],
        report.printed,
        tuple(_exercise(each, report, readers, submission, said) for each in report.exercises),
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
    submission: Submission | None,
    about: About,
) -> ShownExercise:
    seen = replace(exercise, checks=tuple(each for each in exercise.checks if each.visibility in readers))
    found = causes(seen) if seen.checks and has_own_feedback(seen, report) else ()
    wrong = any(not each.passed for each in found)
    if not wrong:  # that it is right given a correct earlier function is said by its marks
        found = tuple(each for each in found if not each.representative.follow_through)
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
        code=function_code(submission, exercise.name, exercise.module) if wrong and submission else "",
    )


def _cause(cause: Cause, exercise: ExerciseResult) -> ShownCause:
    first = cause.representative
    happened, _, example = feedback_parts(first.message, None)
    symbol, style = mark(first)
    says_no_input = not cause.passed and first.status not in WITHOUT_ANSWER
    return ShownCause(
        tone="followed" if cause.passed else "untouched" if first.status == "missing" else TONES[style],
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
