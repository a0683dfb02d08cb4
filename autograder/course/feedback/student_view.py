"""The part of a report that a student may read now; every page and every commented file is made from it.

Public results are always shown. Results that are visible after the due date are shown once that has passed for this
student; all others, and the score, once they are released. Results of hidden visibility are never shown.
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
    """Whether the current score has been released to the student."""
    return grade.released is not None and grade.released == grade.score


def has_changed(grade: Standing) -> bool:
    """Whether a score was released to the student that is no longer the current one."""
    return grade.released is not None and grade.released != grade.score


def student_view(
    grade: Standing,
    assignment: str,
    now: datetime,
    *,
    grace: timedelta = timedelta(0),
    submission: Submission | None = None,
) -> ShownReport:
    """The part of a report that a student may read.

    Parameters
    ----------
    grade : Standing
        The student's standing.
    assignment : str
        The assignment.
    now : datetime
        The current time.
    grace : timedelta
        The grace period after the due date.
    submission : Submission, optional
        The submission; without it, no code is shown.
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
    """The checks that are shown, by their visibility."""
    return RELEASED if released else STUDENT | ({Visibility.AFTER_DUE_DATE} if over else set())


def _headline(grade: Standing, released: bool) -> str:
    if released and grade.score is not None:
        most = "" if grade.max_score is None else f" of {number(grade.max_score)}"
        return f"{number(grade.score)}{most} points."
    return "Your points are shown once grades are released."


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
