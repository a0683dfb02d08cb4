"""``autograder export moodle``."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click

from autograder.cli.export_commands.filling import fill_file, filling
from autograder.cli.export_commands.options import a_file, errors_in_words, grades_of
from autograder.course.exports.moodle import NEXT, moodle_file
from autograder.course.exports.output import require_new, write
from autograder.course.feedback.moodle import NEXT_ZIP, moodle_zip
from autograder.course.feedback.pages import Feedback, Tally
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import plural


@click.command("moodle")
@click.option("--into", type=a_file, required=True, help="The grading worksheet that you downloaded from Moodle.")
@click.option("--column", default="", help="The header of the column for grades, if it is not recognised.")
@click.option("--feedback-zip", type=a_file, help="Write the zip of feedback files, too.")
@filling
def moodle(gradebook_path: Path, into: Path, column: str, feedback_zip: Path | None, **how: Any) -> None:
    """Fill the grades of Moodle's grading worksheet, in a copy.

    First, in Moodle: the assignment → Submissions → Actions → Download grading worksheet. Its headers may be in any
    language. Students are found by the participant's number, email or ID number, or by name if it is unique. Locked
    rows stay as they are. Nothing is written if a student with a grade is not found, if the maximum in Moodle is not
    the assignment's, or if a grade is above the maximum.

    \b
    autograder export moodle course.db --into worksheet.csv --dry-run
    autograder export moodle course.db --into worksheet.csv --feedback-zip feedback.zip

    The zip contains what students may read now, as `autograder feedback course.db --to DIR` writes it.
    """
    wanted = None if how["dry_run"] else feedback_zip
    if wanted:
        with errors_in_words():
            require_new(wanted, into, gradebook_path, overwrite=how["overwrite"])
    fill_file(moodle_file, gradebook_path, into, column, **how, next_step=NEXT)
    if wanted:
        _write_feedback(gradebook_path, wanted)


def _write_feedback(gradebook_path: Path, target: Path) -> None:
    tally = Tally()
    with grades_of(gradebook_path) as (gradebook, grades):
        now, grace = datetime.now(timezone.utc), policy_beside(gradebook_path).grace
        write(target, moodle_zip(Feedback(gradebook, grades, now, grace), tally))
    click.echo(f"Wrote {target}: feedback for {plural(tally.pages, 'student')}, {tally.released} with a score.")
    if tally.changed:
        click.echo(
            f"Not in it, because their score has changed since its release: {plural(len(tally.changed), 'student')}."
        )
    click.echo(NEXT_ZIP.format(zip=target))
