"""Everything that counts, as a table for a spreadsheet: final and raw scores, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.course.exports.new_table import csv_bytes
from autograder.course.gradebook.actions import Action
from autograder.course.gradebook.attempts import ExercisePoints
from autograder.course.gradebook.standing import Standing
from autograder.text.phrasing import number

WHO = ("id", "sid", "name", "email", "section")
POINTS = ("score", "max_score", "raw_score", "penalty", "late", "submitted", "attempts", "released_score")
DECIDED = ("overrides", "comments", "notes")
NEXT = "Open it in a spreadsheet, with the columns of ids as text: they may begin with zeros."


def plain_csv(grades: Sequence[Standing]) -> bytes:
    """A row for each student, with the points of each exercise that count, and the raw ones."""
    names = list(dict.fromkeys(each.name for grade in grades for each in grade.exercises))
    titles = [title for name in names for title in (name, f"{name} (raw)")]
    return csv_bytes([[*WHO, *POINTS, *DECIDED, *titles], *(_row(grade, names) for grade in grades)])


def _row(grade: Standing, names: Sequence[str]) -> list[str]:
    known = {each.name: each for each in grade.exercises}
    student = grade.student
    return [
        *(student.id, student.sid, student.name, student.email, student.section),
        *map(_points, (grade.score, grade.max_score, grade.raw, grade.penalty)),
        "yes" if grade.late else "no" if grade.attempt else "",
        grade.submitted.isoformat(" ") if grade.submitted else "",
        str(grade.attempts),
        _points(grade.released),
        "\n".join(_overrides(grade)),
        "\n".join(_comments(grade)),
        "\n".join(grade.notes),
        *(points for name in names for points in _exercise(known.get(name))),
    ]


def _exercise(exercise: ExercisePoints | None) -> tuple[str, str]:
    return (_points(exercise.points), _points(exercise.raw)) if exercise else ("", "")


def _points(points: float | None) -> str:
    return "" if points is None else number(points)


def _overrides(grade: Standing) -> Iterable[str]:
    """Each with its number, its reason, by whom and when."""
    for name, each in [("total", grade.override), *((each.name, each.override) for each in grade.exercises)]:
        if each:
            yield f"{name}: {_points(each.points)} ({each.reason or 'no reason given'}; {_by(each)})"


def _comments(grade: Standing) -> Iterable[str]:
    about = [("", grade.comments), *((f"{each.name}: ", each.comments) for each in grade.exercises)]
    return (f"{name}{each.content} ({_by(each)})" for name, comments in about for each in comments)


def _by(action: Action) -> str:
    return f"{action.by}, {action.done_at[:10]}"
