"""``autograder name``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, how_to_undo, in_words
from autograder.course.class_groups import group_called, groups
from autograder.course.gradebook.actions import NAME, act
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import plural


@command("name")
@click.argument("group")
@click.option("--hint", required=True, help="The sentence: a question that leads to the idea, not the answer.")
def name(path: Path, group: str, hint: str) -> None:
    """Give a group of equal wrong answers a hint, which also applies to later submissions with the same answers.

    GROUP is a name that `autograder groups` lists. The hint appears in feedback and on the class's page; points do not
    change. A later hint replaces an earlier one.

    \b
    autograder name softmax-3f9a2c81 --hint "Of which numbers is the sum 1?"
    """
    with in_words(), open_gradebook(path) as gradebook:
        meant = group_called(groups(gradebook, policy_beside(path)), group)
        if not hint.strip():
            raise GradebookError("The hint is empty. Nothing was written.")
        action = act(gradebook, NAME, exercise=meant.exercise.name, target=meant.name, content=hint.strip())
    count = plural(len(meant.hand_ins), "submission")
    click.echo(f"{count}, and others with the same answers, will read this hint. {how_to_undo(action.uid, path)}")
