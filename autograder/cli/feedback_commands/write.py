"""``autograder feedback COURSE.DB --to DIR``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import click

from autograder.cli.export_commands.options import gradebook_argument, grades_of
from autograder.cli.options import program
from autograder.course.feedback import canvas, moodle
from autograder.course.feedback.folder import FolderError, Written, write_feedback
from autograder.course.feedback.pages import Feedback
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import listed, plural

MOST_NAMED = 10
NEXT = {"canvas": canvas.NEXT_ZIP, "moodle": moodle.NEXT_ZIP}


@click.command("write")
@gradebook_argument
@click.option(
    "--to",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to.",
)
def write(gradebook_path: Path, folder: Path) -> None:
    """Write what students may read now, and what Moodle and Canvas take back."""
    with grades_of(gradebook_path) as (gradebook, grades):
        feedback = Feedback(gradebook, grades, datetime.now(timezone.utc), policy_beside(gradebook_path).grace)
        try:
            written = write_feedback(folder, feedback)
        except FolderError as error:
            raise click.ClickException(str(error)) from error
    _conclude(folder, gradebook_path, written)


def _conclude(folder: Path, gradebook_path: Path, written: Written) -> None:
    silent = written.pages - written.released
    click.echo(f"Wrote {plural(written.pages, 'page')} to {folder / 'pages'}: {written.released} with a score.")
    for platform, files in sorted(written.files.items()):
        click.echo(f"Wrote {plural(len(files), 'file')} for {platform.capitalize()} to {folder / platform}.zip.")
    release = f"{program()} feedback release {gradebook_path}"
    if silent:
        told = plural(silent, "page says", "pages say")
        click.echo(f"{told} no score: {release} shows what can be released.")
    _named("Not replaced, since the score has changed and the new one is not released:", written.changed)
    _named(
        "On Canvas, without a file that it takes back, as where a text was typed in (only their page was written):",
        written.not_given_back,
    )
    if written.without:
        click.echo(f"{plural(written.without, 'student has', 'students have')} no page: nothing of theirs was graded.")
    for platform in sorted(written.files):
        click.echo(NEXT[platform].format(zip=f"{folder / platform}.zip"))


def _named(title: str, students: Sequence[str]) -> None:
    if students:
        click.echo(f"{title} {listed(students, MOST_NAMED)}.")
