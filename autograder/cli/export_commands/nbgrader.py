"""``autograder export nbgrader``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.export_commands.options import new_file, write_new
from autograder.course.exports.nbgrader import NEXT, nbgrader_csv
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.standing import Standing
from autograder.course.policy.course_file import policy_beside


@click.command("nbgrader")
@new_file
def nbgrader(gradebook_path: Path, output: Path | None, overwrite: bool) -> None:
    """Write the grades with the columns of nbgrader's own export.

    The late penalty has a column of its own, between the raw and the final score. Students without a grade have no row,
    since nbgrader would read a 0. The default name is <assignment>-nbgrader.csv.

    \b
    autograder export nbgrader course.db --output grades.csv
    """
    write_new(gradebook_path, output, "nbgrader.csv", _content, overwrite=overwrite, next_step=NEXT)


def _content(gradebook: Gradebook, grades: list[Standing]) -> bytes:
    return nbgrader_csv(grades, fact(gradebook, "assignment"), policy_beside(gradebook.path).due)
