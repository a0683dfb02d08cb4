"""``autograder course``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.atomic_files import write_atomically
from autograder.course.policy.course_file import NAME, TEMPLATE


@click.group()
def course() -> None:
    """Set up a course: due dates, extensions, which attempt counts."""


@course.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(NAME),
    show_default=True,
    help="The file; it belongs beside the gradebook.",
)
def init(output: Path) -> None:
    """Write a course.toml to fill in: due date, grace, penalties, extensions, which attempt counts.

    It says nothing until it is changed, and its comments say what can be. Put it beside the gradebook: every view and
    export reads it anew, and nothing is graded again.
    """
    if output.exists():
        raise click.ClickException(f"{output} is there already and was not changed.")
    try:
        write_atomically(output, TEMPLATE.encode())
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {output}. Fill it in and leave it beside the gradebook; delete it to undo that.")
