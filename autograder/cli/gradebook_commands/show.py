"""``autograder gradebook show``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.gradebook.attempts import ExercisePoints
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.notices import late_without_time
from autograder.course.gradebook.people import student_called
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.policy.course_file import policy_beside
from autograder.render.console import terminal
from autograder.text.phrasing import number
from autograder.text.sanitize import one_line, sanitize


@command("show")
@click.argument("who", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on each line, without times of grading.")
def show(path: Path, who: str | None, as_json: bool) -> None:
    """Show each student's score, and how it comes about.

    WHO is a student's number, email or name; by default, all are shown. The columns are the points of the report (raw),
    the late penalty, the final score, and remarks: overrides, comments, and submissions that could not be graded.

    This changes nothing.
    """
    with in_words(), open_gradebook(path) as gradebook:
        found = standings(gradebook, policy_beside(path), only=student_called(gradebook, who) if who else None)
        if as_json:
            for each in found:
                click.echo(json.dumps(as_record(each), sort_keys=True))
        else:
            shown = list(found)
            terminal().print(_table(shown))
            if notice := late_without_time(shown):
                click.echo(notice, err=True)


def as_record(standing: Standing) -> dict[str, Any]:
    """A student's standing in JSON's own types: the same from every gradebook with the same content."""
    student, attempt = standing.student, standing.attempt
    return {
        "student": {name: getattr(student, name) for name in ("key", "id", "name", "email", "sid", "section")},
        "score": standing.score,
        "raw": standing.raw,
        "penalty": standing.penalty,
        "max_score": standing.max_score,
        "late": standing.late,
        "submitted": standing.submitted.isoformat() if standing.submitted else None,
        "attempts": standing.attempts,
        "submission": attempt.name if attempt else None,
        "override": _decision(standing.override),
        "comments": [_decision(each) for each in standing.comments],
        "exercises": [_exercise(each) for each in standing.exercises],
        "notes": list(standing.notes),
    }


def _exercise(exercise: ExercisePoints) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "raw": exercise.raw,
        "points": exercise.points,
        "max_points": exercise.max_points,
        "override": _decision(exercise.override),
        "comments": [_decision(each) for each in exercise.comments],
    }


def _decision(action: Any) -> dict[str, Any] | None:
    return action and {
        "by": action.by,
        "at": action.done_at,
        "reason": action.reason,
        "points": action.points,
        "text": action.content,
    }


def _table(found: Any) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("student", overflow="fold")
    for name in ("raw", "late", "score", "of"):
        table.add_column(name, justify="right")
    table.add_column("remarks", overflow="fold")
    for each in found:
        table.add_row(
            Text(sanitize(each.student.shown, 80)),
            "–" if each.raw is None else number(each.raw),
            f"-{number(each.penalty)}" if each.penalty else "late" if each.late else "",
            "–" if each.score is None else number(each.score),
            "" if each.max_score is None else number(each.max_score),
            Text(_remarks(each)),
        )
    return table


def _remarks(standing: Standing) -> str:
    overrides = [("score", standing.override), *((each.name, each.override) for each in standing.exercises)]
    comments = [each for exercise in standing.exercises for each in exercise.comments]
    parts = [
        *(f"{name}: {number(each.points)} by {each.by}" for name, each in overrides if each),
        *(f"“{one_line(each.content, 60)}”" for each in (*standing.comments, *comments)),
        *(one_line(note) for note in standing.notes),
        *(["handed in nothing"] if not standing.attempts and not standing.failure else []),
    ]
    return "; ".join(parts)
