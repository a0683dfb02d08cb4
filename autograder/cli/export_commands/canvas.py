"""``autograder export canvas``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from autograder.cli.export_commands.filling import fill_file, filling
from autograder.cli.export_commands.options import a_file
from autograder.course.exports.canvas import NEXT, canvas_file


@click.command("canvas")
@click.option("--into", type=a_file, required=True, help="The gradebook file that you downloaded from Canvas.")
@click.option("--column", required=True, help="The assignment: its header, or the number in it.")
@filling
def canvas(gradebook_path: Path, into: Path, column: str, **how: Any) -> None:
    """Fill one assignment's column of Canvas's gradebook file, in a copy.

    First, in Canvas: Grades → Export → Export Entire Gradebook. Students are found by ID, SIS User ID, SIS Login ID, or
    by name if it is unique. Nothing is written if a student with a grade is not found, or if the column's maximum is
    not the assignment's. Excused students (EX) stay excused, and Canvas's test student is ignored.

    \b
    autograder export canvas course.db --into grades.csv --column 'Backprop (555)' --dry-run
    autograder export canvas course.db --into grades.csv --column 555 --scale
    """
    fill_file(canvas_file, gradebook_path, into, column, **how, next_step=NEXT)
