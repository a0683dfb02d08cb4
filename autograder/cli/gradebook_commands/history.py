"""``autograder gradebook history``."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.gradebook import history as events
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.people import student_called
from autograder.render.console import terminal
from autograder.text.sanitize import sanitize


@command("history")
@click.argument("who")
def history(path: Path, who: str) -> None:
    """Show everything that changed one student's grade, the oldest first.

    WHO is a number, an email or a name. Each line tells when, who, what and why; decisions have an id for
    `autograder gradebook undo ID`. Times are UTC.

    \b
    autograder gradebook history alice
    """
    with in_words(), open_gradebook(path) as gradebook:
        student = student_called(gradebook, who)
        found = events.history(gradebook, student)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, title=Text(sanitize(student.shown)))
    for name in ("when", "who", "what", "why", "id"):
        table.add_column(name, overflow="fold")
    for each in found:
        when = each.at[:16].replace("T", " ")
        table.add_row(*(Text(sanitize(text)) for text in (when, each.by, each.what, each.why, each.uid)))
    terminal().print(table)
