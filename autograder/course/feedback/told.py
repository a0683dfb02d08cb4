"""What one student may read now: the one thing that every page and every commented file is written from.

Public results are always told. What shows after the due date is told once that is over for this student; all else, and
the score, once somebody has released it. What is hidden from students is never told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.authoring.visibility import Visibility
from autograder.course.answer_groups import with_hints
from autograder.course.gradebook.actions import GIVE, NAME, VOID, Action
from autograder.course.gradebook.standing import ExercisePoints, Standing
from autograder.course.gradebook.stored_report import CheckName
from autograder.course.page.decisions import comments, on_exercise, set_to
from autograder.course.page.shown import RELEASED, STUDENT, About, ShownReport, shown_report
from autograder.submissions.submission import Submission
from autograder.text.phrasing import number, plural

DECIDED = {VOID: "This check does not count: it was voided.", GIVE: "Everybody has the points of this check."}


@dataclass(frozen=True)
class Decided:
    """What people decided for the whole class.

    Attributes
    ----------
    checks : dict of str
        Which checks are voided or given to all.
    hints : dict of str
        The hints of groups of equal wrong answers.
    """

    checks: Mapping[CheckName, str]
    hints: Mapping[str, str]


def decided_for_all(actions: Iterable[Action]) -> Decided:
    """Of the decisions in force, the oldest first, those for the whole class."""
    known = list(actions)
    checks = {each.check: each.kind for each in known if each.kind in DECIDED}
    return Decided(checks, {each.target: each.content for each in known if each.kind == NAME})


def is_released(grade: Standing) -> bool:
    """Whether the student was told the score that counts now."""
    return grade.released is not None and grade.released == grade.score


def has_changed(grade: Standing) -> bool:
    """Whether the student was told a score that counts no more."""
    return grade.released is not None and grade.released != grade.score


def told(
    grade: Standing,
    assignment: str,
    decided: Decided,
    now: datetime,
    *,
    grace: timedelta = timedelta(0),
    submission: Submission | None = None,
) -> ShownReport:
    """What a student may read.

    Parameters
    ----------
    grade : Standing
        What counts for the student.
    assignment : str
        The assignment.
    decided : Decided
        What holds for the whole class.
    now : datetime
        The time.
    grace : timedelta
        How long after the due date is still in time.
    submission : Submission, optional
        What was handed in; without it, no code is shown.
    """
    released = is_released(grade)
    about = About(
        grade.student.shown,
        _headline(grade, released),
        tuple(_remarks(grade)) if released else (),
        {each.name: tuple(on_exercise(each)) for each in grade.exercises if released},
        {name: DECIDED[kind] for name, kind in decided.checks.items()},
        {each.name: _points(each) if released else "" for each in grade.exercises},
    )
    report = grade.report()
    if report is None:
        return ShownReport(assignment, about.who, about.headline, tuple(about.remarks))
    due = grade.attempt.lateness.due if grade.attempt else None
    over = due is not None and now > due + grace
    return shown_report(with_hints(report, decided.hints), _readers(released, over), submission, about)


def _readers(released: bool, over: bool) -> frozenset[Visibility]:
    """The checks that are told, by when they may be."""
    return RELEASED if released else STUDENT | ({Visibility.AFTER_DUE_DATE} if over else set())


def _headline(grade: Standing, released: bool) -> str:
    if released and grade.score is not None:
        most = "" if grade.max_score is None else f" of {number(grade.max_score)}"
        return f"{number(grade.score)}{most} points."
    return "Your points will be told when grades are released."


def _points(exercise: ExercisePoints) -> str:
    return f"{number(exercise.points)} of {number(exercise.max_points)} points"


def _remarks(grade: Standing) -> Iterator[str]:
    if grade.override:
        yield set_to(grade.override)
    elif grade.attempt and grade.penalty:
        late = grade.attempt.lateness
        yield (
            f"Handed in {plural(late.days, 'day')} late: {number(grade.penalty)} points less "
            f"({number(late.percent)} % of {number(grade.attempt.before_penalty)})."
        )
    elif grade.attempt and grade.late:
        yield "Handed in late; no points were taken for that."
    if grade.attempts > 1:
        yield f"You handed in {grade.attempts} times; this is about the submission that counts."
    yield from comments(grade.comments)
