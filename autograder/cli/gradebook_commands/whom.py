"""Finds the student, or the group, that a command is about."""

from __future__ import annotations

from pathlib import Path

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.people import Student, student_called, students
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.policy.course_file import policy_beside


def standing_of(gradebook: Gradebook, path: Path, who: str) -> Standing:
    """The standing of the student with this number, email or name.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    path : Path
        Its file, beside which the course's policy is.
    who : str
        A number, an email or a name.
    """
    student = student_called(gradebook, who)
    (standing,) = standings(gradebook, policy_beside(path), only=student)
    return standing


def group_of(gradebook: Gradebook, standing: Standing) -> list[Student]:
    """All members of a student's group, including the student."""
    if standing.attempt is None:
        return [standing.student]
    rows = gradebook.rows("SELECT person FROM authors WHERE hand_in = ?", (standing.attempt.row,))
    members = {row for (row,) in rows}
    return [each for each in students(gradebook) if each.row in members]
