"""``autograder feedback release``."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.table import Table
from rich.text import Text

from autograder.cli.export_commands.options import gradebook_argument, grades_of
from autograder.cli.gradebook_commands.options import how_to_undo, reason_option
from autograder.cli.options import program
from autograder.course.feedback.release import Proposed, proposed
from autograder.course.feedback.release import release as write_release
from autograder.course.gradebook.people import student_called
from autograder.render.console import terminal
from autograder.text.phrasing import number, plural
from autograder.text.sanitize import one_line

MOST_SHOWN = 20


@click.command("release")
@gradebook_argument
@click.option("--only", multiple=True, metavar="STUDENT", help="A number, an email or a name; may be repeated.")
@click.option("--yes", is_flag=True, help="Release them; without this, the scores are only shown.")
@click.option("--all", "show_all", is_flag=True, help="Show all students and not only the first.")
@reason_option
def release(gradebook_path: Path, only: tuple[str, ...], yes: bool, show_all: bool, reason: str) -> None:
    """Release scores: from now on, students' pages show the score and the results of hidden checks.

    Without --yes, this only shows what would be released. Every release is recorded, with who and when. If a score
    changes later, the student sees the new one only once it is released too. Results of checks with the visibility
    hidden are never released. Nothing is uploaded: `autograder feedback COURSE.DB --to DIR` then writes the pages.

    \b
    autograder feedback release course.db
    autograder feedback release course.db --yes
    autograder feedback release course.db --only alice --only bob@example.edu --yes --reason "oral exam"
    """
    with grades_of(gradebook_path) as (gradebook, grades):
        found = proposed(grades, [student_called(gradebook, word).row for word in only])
        _show(found, None if show_all else MOST_SHOWN)
        if not found.news:
            click.echo("There is nothing to release.")
            return
        if not yes:
            click.echo("Nothing was released. With --yes, these scores are released.")
            return
        action = write_release(gradebook, found.news, reason)
    click.echo(f"Released {plural(len(found.news), 'score')}. {how_to_undo(action.uid, gradebook_path)}")
    click.echo(f"Next: {program()} feedback {gradebook_path} --to DIR writes the pages.")


def _show(found: Proposed, most: int | None) -> None:
    if found.news:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("student", overflow="fold")
        for name in ("released", "score", "of"):
            table.add_column(name, justify="right")
        for each in found.news[:most]:
            points = ("–" if value is None else number(value) for value in (each.released, each.score, each.max_score))
            table.add_row(Text(one_line(each.student.shown, 80)), *points)
        terminal().print(table)
        if most is not None and len(found.news) > most:
            click.echo(f"… and {len(found.news) - most} more; --all shows them.")
    if found.told:
        click.echo(f"Released before and unchanged: the scores of {plural(found.told, 'student')}.")
    if found.without:
        click.echo(f"{plural(len(found.without), 'student has', 'students have')} no score to release.")
