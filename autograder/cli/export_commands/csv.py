"""``autograder export csv``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.export_commands.options import new_file, write_new
from autograder.course.exports.plain_csv import NEXT, plain_csv


@click.command("csv")
@new_file
def csv(gradebook_path: Path, output: Path | None, overwrite: bool) -> None:
    """Write everything that counts as a table for a spreadsheet.

    It has a row for each student: final score, raw score, penalty, lateness, overrides (with points, reason, author and
    time), comments, and the points of each exercise beside the raw ones. No cell can become a formula. The default name
    is <assignment>-grades.csv.

    \b
    autograder export csv course.db --output grades.csv
    """
    write_new(
        gradebook_path, output, "grades.csv", lambda _, grades: plain_csv(grades), overwrite=overwrite, next_step=NEXT
    )
