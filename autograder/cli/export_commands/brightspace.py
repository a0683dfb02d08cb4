"""``autograder export brightspace``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from autograder.cli.export_commands.filling import fill_file, filling
from autograder.cli.export_commands.options import a_file, write_new
from autograder.course.exports.brightspace import NEXT, brightspace_file, new_brightspace_file


@click.command("brightspace")
@click.option("--into", type=a_file, help="The grades file that you downloaded from Brightspace.")
@click.option("--column", required=True, help="The grade item: its header, or its name.")
@filling
def brightspace(
    gradebook_path: Path, into: Path | None, column: str, output: Path | None, overwrite: bool, **how: Any
) -> None:
    """Fill one grade item's column of Brightspace's file in a copy, or make a new file.

    First, in Brightspace: Grades → Enter Grades → Export, with both as key field, and points grade. Students are found
    by OrgDefinedId, Username and Email, or by name if it is unique. Without --into, a new file is made, in which
    students are identified by their university ids.

    \b
    autograder export brightspace course.db --into grades.csv --column Backprop --dry-run
    autograder export brightspace course.db --column Backprop --output grades.csv
    """
    if into is not None:
        how |= {"output": output, "overwrite": overwrite}
        fill_file(brightspace_file, gradebook_path, into, column, **how, next_step=NEXT)
        return
    if how["dry_run"] or how["leave_out"] or how["scale"] is not None:
        raise click.UsageError("--dry-run, --leave-out and --scale need a file of yours: name it with --into.")
    write_new(
        gradebook_path,
        output,
        "brightspace.csv",
        lambda _, grades: new_brightspace_file(grades, column),
        overwrite=overwrite,
        next_step=NEXT,
    )
