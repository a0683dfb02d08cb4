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

    The file has no effect until you change it; its comments explain the settings. Keep it beside the gradebook: every
    view and export reads it, and nothing has to be graded again.
    """
    if output.exists():
        raise click.ClickException(f"{output} exists already and was not changed.")
    try:
        write_atomically(output, TEMPLATE.encode())
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {output}. Fill it in, and keep it beside the gradebook. To undo this, delete it.")
