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
@click.option("--zeros", is_flag=True, help="Give those who handed in nothing a row with 0, as nbgrader itself does.")
@new_file
def nbgrader(gradebook_path: Path, output: Path | None, overwrite: bool, zeros: bool) -> None:
    """Write the grades with the columns of nbgrader's own export.

    The late penalty has a column of its own, between the raw and the final score. Students without a grade have no row:
    nbgrader's own export gives them 0, which nobody could tell from a graded 0. With --zeros, those who handed in
    nothing have one; those whose submission could not be graded never have. The default name is
    <assignment>-nbgrader.csv.

    \b
    autograder export nbgrader course.db --output grades.csv
    """

    def content(gradebook: Gradebook, grades: list[Standing]) -> bytes:
        return nbgrader_csv(grades, fact(gradebook, "assignment"), policy_beside(gradebook.path).due, zeros=zeros)

    write_new(gradebook_path, output, "nbgrader.csv", content, overwrite=overwrite, next_step=NEXT)
