"""``autograder gradebook undo``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, in_words, reason_option
from autograder.course.gradebook import actions
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.history import in_words as said


@command("undo")
@click.argument("action", required=False, default="", metavar="[ID]")
@reason_option
def undo(path: Path, action: str, reason: str) -> None:
    """Undo a decision: an override, a comment, a voided or given check, a hint.

    ID is shown when the decision is made, and in the history; without it, the latest decision is undone. Both stay in
    the history.
    """
    with in_words(), open_gradebook(path) as gradebook:
        undone = actions.undo(gradebook, action, reason)
    click.echo(f"Undone: {said(undone)} (by {undone.by}, {undone.done_at[:16].replace('T', ' ')} UTC).")
