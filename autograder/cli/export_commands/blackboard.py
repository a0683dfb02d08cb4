"""``autograder export blackboard``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from autograder.cli.export_commands.filling import fill_file, filling
from autograder.cli.export_commands.options import a_file
from autograder.course.exports.blackboard import NEXT, blackboard_file


@click.command("blackboard")
@click.option("--into", type=a_file, required=True, help="The gradebook file that you downloaded from Blackboard.")
@click.option("--column", required=True, help="The item: its header, its title, or the number behind the | in it.")
@filling
def blackboard(gradebook_path: Path, into: Path, column: str, **how: Any) -> None:
    """Fill one item's column of Blackboard's grade file, in a copy.

    First, in Blackboard: Grade Center → Work Offline → Download. Its tabs and encoding stay as they are. Students are
    found by Username and Student ID, or by name if it is unique. Nothing is written if a student with a grade is not
    found, or if the column's maximum is not the assignment's.

    \b
    autograder export blackboard course.db --into gc.csv --column Backprop --dry-run
    autograder export blackboard course.db --into gc.csv --column 1402785
    """
    fill_file(blackboard_file, gradebook_path, into, column, **how, next_step=NEXT)
