"""``autograder gradebook override``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, how_to_undo, in_words
from autograder.cli.gradebook_commands.whom import group_of, standing_of
from autograder.course.gradebook.actions import OVERRIDE, act
from autograder.course.gradebook.checks import exercise_called
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.text.phrasing import listed, number

TOTAL, WHOLE = "total", "whole-score"  # what no function can be called: for assignments with an exercise total


@command("override")
@click.argument("who")
@click.argument("exercise")
@click.argument("points", type=float)
@click.option("--reason", required=True, help="The reason, which the student can read.")
def override(path: Path, who: str, exercise: str, points: float, reason: str) -> None:
    """Set the points of one exercise by hand, for a student or the whole group.

    WHO is a number, an email or a name. EXERCISE is a function's name, or total for the final score, which checks and
    penalties then no longer change. If an exercise is called total, the final score is whole-score. The override stays
    when the submission is graded again, and for later attempts.

    \b
    autograder gradebook override alice softmax 5 --reason "right but for a typing error"
    autograder gradebook override alice total 80 --reason "oral exam"
    """
    with in_words(), open_gradebook(path) as gradebook:
        standing = standing_of(gradebook, path, who)
        known = [each.name for each in standing.exercises]
        whole = exercise == WHOLE or (exercise == TOTAL and TOTAL not in known)
        name = "" if whole else exercise_called(known, exercise)
        most = {each.name: each.max_points for each in standing.exercises}.get(name, standing.max_score)
        if not 0 <= points <= (most if most is not None else float("inf")):
            raise GradebookError(f"{exercise} has 0 to {number(most or 0)} points, not {number(points)}.")
        group = group_of(gradebook, standing)
        action = act(
            gradebook, OVERRIDE, people=[each.row for each in group], reason=reason, exercise=name, points=points
        )
        after = standing_of(gradebook, path, who)
    before = {each.name: each.points for each in standing.exercises}.get(name, standing.score)
    done = f"{exercise} {number(before or 0)} → {number(points)}, the score is now {number(after.score or 0)}"
    click.echo(f"{listed(each.shown for each in group)}: {done}. {how_to_undo(action.uid, path)}")
