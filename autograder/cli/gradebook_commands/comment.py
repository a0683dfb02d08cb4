"""``autograder gradebook comment``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, how_to_undo, in_words
from autograder.cli.gradebook_commands.whom import group_of, standing_of
from autograder.course.gradebook.actions import COMMENT, act
from autograder.course.gradebook.checks import exercise_called
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.text.phrasing import listed


@command("comment")
@click.argument("who")
@click.argument("words", nargs=-1, required=True, metavar="[EXERCISE] TEXT")
def comment(path: Path, who: str, words: tuple[str, ...]) -> None:
    """Write a comment for a student on the whole submission or one exercise.

    WHO is a number, an email or a name; the whole group can read it. It stays when the submission is graded again.

    \b
    autograder gradebook comment alice "Come and see me on Monday."
    autograder gradebook comment alice softmax "The idea is right."
    """
    if len(words) > 2:
        raise click.UsageError('The text is one argument, between quotation marks: comment alice "Well done."')
    *exercise, text = words
    with in_words(), open_gradebook(path) as gradebook:
        standing = standing_of(gradebook, path, who)
        name = exercise_called([each.name for each in standing.exercises], exercise[0]) if exercise else ""
        if not text.strip():
            raise GradebookError("The comment is empty. Nothing was written.")
        group = group_of(gradebook, standing)
        action = act(gradebook, COMMENT, people=[each.row for each in group], exercise=name, content=text.strip())
    where = f" on {name}" if name else ""
    click.echo(f"{listed(each.shown for each in group)} will read this comment{where}. {how_to_undo(action.uid, path)}")
