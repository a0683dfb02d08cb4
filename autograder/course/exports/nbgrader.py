"""nbgrader's CSV file of grades, with quotation marks where a cell needs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from autograder.course.exports.new_table import csv_bytes
from autograder.course.exports.numbers import rounded, written
from autograder.course.gradebook.standing import Standing

HEADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)
NEXT = "It has the columns of `nbgrader export`, which gives 0 to those who handed in nothing; here only with --zeros."


def nbgrader_csv(grades: Sequence[Standing], assignment: str, due: datetime | None, *, zeros: bool = False) -> bytes:
    """The grades; students without one have no row, unless they handed in nothing and `zeros` are wanted.

    Parameters
    ----------
    grades : sequence of Standing
        The standing of each student.
    assignment : str
        The assignment's name.
    due : datetime or None
        The due date.
    zeros : bool
        Whether those who handed in nothing have a row with 0, as in nbgrader's own export.
    """
    most = max((each.max_score for each in grades if each.max_score is not None), default=None)
    rows = [_row(grade, assignment, due) for grade in grades if grade.score is not None]
    if zeros:
        rows += [_nothing(grade, assignment, due, most) for grade in grades if _handed_in_nothing(grade)]
    return csv_bytes([HEADER, *rows])


def _handed_in_nothing(grade: Standing) -> bool:
    return grade.score is None and not grade.attempts and not grade.failure


def _nothing(grade: Standing, assignment: str, due: datetime | None, most: float | None) -> list[str]:
    worth = "" if most is None else written(rounded(most))
    return [*_row(grade, assignment, due)[:-4], "0", "0", "0", worth]


def _row(grade: Standing, assignment: str, due: datetime | None) -> list[str]:
    student = grade.student
    last, _, first = student.name.partition(",")  # a name without a comma cannot be parted for certain
    points = (grade.raw, grade.penalty, grade.score, grade.max_score)
    return [
        assignment,
        _time(due),
        _time(grade.submitted),
        student.id or student.sid or student.email or student.name,
        last.strip(),
        first.strip(),
        student.email,
        *("" if each is None else written(rounded(each)) for each in points),
    ]


def _time(time: datetime | None) -> str:
    return time.isoformat(" ") if time else ""
