"""``autograder export moodle``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from autograder.cli.export_commands.filling import fill_file, filling
from autograder.cli.export_commands.options import a_file
from autograder.course.exports.moodle import NEXT, moodle_file


@click.command("moodle")
@filling
@click.option("--into", type=a_file, required=True, help="The grading worksheet that you downloaded from Moodle.")
@click.option("--column", default="", help="The header of the column for grades, if it cannot be seen.")
def moodle(gradebook_path: Path, into: Path, column: str, **how: Any) -> None:
    """Fill the grades of Moodle's grading worksheet, in a copy.

    First, in Moodle: the assignment → Submissions → Actions → Download grading worksheet. Its headers may be in any
    language. Students are found by the participant's number, by email or ID number, and by name only where one student
    has it. Locked rows stay as they are. Nothing is written if somebody with a grade cannot be found, if the assignment
    is worth other points in Moodle, or if a grade is above its maximum.

    \b
    autograder export moodle course.db --into worksheet.csv --dry-run
    autograder export moodle course.db --into worksheet.csv

    For what students read, `autograder feedback course.db --to feedback` writes the zip that Moodle takes beside it.
    """
    fill_file(moodle_file, gradebook_path, into, column, **how, next_step=NEXT)
