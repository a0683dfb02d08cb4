"""``autograder export``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from autograder.cli.main import OnDemand

COMMANDS = ("canvas", "moodle", "brightspace", "blackboard", "gradescope", "nbgrader", "csv", "junit")


class Exports(OnDemand):
    """The commands of this group, each in a separate file."""

    package = "autograder.cli.export_commands"
    commands_here = COMMANDS
    short_for: ClassVar[Mapping[str, str]] = {}


@click.group(cls=Exports)
def export() -> None:
    """Export the grades of a gradebook to a learning platform, a spreadsheet or a CI system.

    The final scores are written, as `autograder gradebook show` lists them: with overrides, voided and given checks,
    and penalties. Students without a grade get none: no cell is emptied, and nobody gets a 0 for work that was not
    graded.

    \b
    autograder export canvas course.db --into canvas.csv --column 'Backprop (555)' --dry-run
    autograder export canvas course.db --into canvas.csv --column 'Backprop (555)'
    autograder export moodle course.db --into worksheet.csv
    autograder export csv course.db --output grades.csv

    canvas, moodle, brightspace and blackboard fill a column in a copy of the file that you have downloaded there; every
    other byte stays as it is. The others make a new file. Nothing is uploaded: each command tells you what to do next.
    """
