"""Writes the format in which Gradescope exports scores, for tools that merge its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from autograder.course.exports.new_table import csv_bytes
from autograder.course.exports.numbers import rounded, written
from autograder.course.gradebook.standing import Standing
from autograder.text.phrasing import number

HEADER = (
    *("Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status", "Submission ID", "Submission Time"),
    *("Lateness (H:M:S)", "View Count", "Submission Count"),
)
NEXT = (
    "It has the shape of Gradescope's own download of scores, for tools that read that. Gradescope itself takes no "
    "scores into a programming assignment: there, `autograder release gradescope` grades."
)


def gradescope_csv(grades: Sequence[Standing]) -> bytes:
    """The scores, and the points of each exercise. Students without a score are Missing."""
    exercises = list(dict.fromkeys((each.name, each.max_points) for grade in grades for each in grade.exercises))
    titles = [f"{place}: {name} ({_worth(most)} pts)" for place, (name, most) in enumerate(exercises, 1)]
    return csv_bytes([[*HEADER, *titles], *(_row(grade, exercises) for grade in grades)])


def _row(grade: Standing, exercises: Sequence[tuple[str, float]]) -> list[str]:
    student, submitted = grade.student, grade.submitted
    points = {(each.name, each.max_points): each.points for each in grade.exercises}
    lateness = grade.attempt.lateness.by if grade.attempt else timedelta(0)
    return [
        *(student.name or student.id, student.sid or student.id, student.email, student.section),
        "" if grade.score is None else written(rounded(grade.score)),
        "" if grade.max_score is None else _worth(grade.max_score),
        "Missing" if grade.score is None else "Graded",
        grade.identity.submission_id,
        f"{submitted:%Y-%m-%d %H:%M:%S %z}" if submitted else "",
        _hours(lateness) if grade.attempt else "",
        "" if grade.score is None else "0",
        str(grade.attempts),
        *(written(rounded(points[each])) if each in points else "" for each in exercises),
    ]


def _worth(points: float) -> str:
    """A maximum as Gradescope writes it: with one decimal."""
    return f"{points:.1f}" if points == round(points, 1) else number(points)


def _hours(lateness: timedelta) -> str:
    seconds = max(int(lateness.total_seconds()), 0)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
