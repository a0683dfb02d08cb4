"""``autograder export gradescope``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.export_commands.options import new_file, write_new
from autograder.course.exports.gradescope import NEXT, gradescope_csv


@click.command("gradescope")
@new_file
def gradescope(gradebook_path: Path, output: Path | None, overwrite: bool) -> None:
    """Write the scores in the format in which Gradescope exports them.

    This is for tools that merge Gradescope's files. Each exercise has a column, and students without a score are
    Missing. The default name is <assignment>-gradescope.csv.

    \b
    autograder export gradescope course.db
    autograder export gradescope course.db --output scores.csv
    """
    write_new(
        gradebook_path,
        output,
        "gradescope.csv",
        lambda _, grades: gradescope_csv(grades),
        overwrite=overwrite,
        next_step=NEXT,
    )
