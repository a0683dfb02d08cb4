"""What one student may read now: the one thing that every page and every commented file is written from.

Public results are always told. What shows after the due date is told once that is over for this student; all else, and
the score, once somebody has released it. What is hidden from students is never told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.actions import GIVE, VOID
from autograder.course.gradebook.attempts import ExercisePoints
from autograder.course.gradebook.standing import Standing
from autograder.course.page.decisions import comments, on_exercise, set_to
from autograder.course.page.source_code import code_in
from autograder.render.for_readers import RELEASED, STUDENT, About, shown_report
from autograder.render.shown import ShownReport
from autograder.submissions.submission import Submission
from autograder.text.phrasing import number, plural

DECIDED = {VOID: "This check does not count: it was voided.", GIVE: "Everybody has the points of this check."}


def is_released(grade: Standing) -> bool:
    """Whether the student was told the score that counts now."""
    return grade.released is not None and grade.released == grade.score


def has_changed(grade: Standing) -> bool:
    """Whether the student was told a score that counts no more."""
    return grade.released is not None and grade.released != grade.score


def student_view(
    grade: Standing,
    assignment: str,
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
        {name: DECIDED[kind] for name, kind in grade.decisions.checks.items()},
        {each.name: _points(each) if released else "" for each in grade.exercises},
    )
    report = grade.report()
    if report is None:
        return ShownReport(assignment, about.who, about.headline, tuple(about.remarks))
    due = grade.attempt.lateness.due if grade.attempt else None
    over = due is not None and now > due + grace
    return shown_report(report, _readers(released, over), code_in(submission), about)


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
