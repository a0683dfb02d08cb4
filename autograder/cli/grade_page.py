"""``autograder grade alice/ --html alice.html``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from autograder.atomic_files import write_atomically
from autograder.results.report import Report
from autograder.submissions.ref import SubmissionRef

READERS = ("student", "released", "staff")

html_option = click.option(
    "--html",
    "page_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one student's page: what to mend first, and their functions beside it.",
)
readers_option = click.option(
    "--readers",
    type=click.Choice(READERS),
    default="student",
    show_default=True,
    help="Who will read the page: a student now, a student once grades are released, or staff. Only what they may see "
    "is shown.",
)


def write_page(path: Path, readers: str, report: Report, ref: SubmissionRef, modules: Collection[str]) -> None:
    """Write a student's page.

    Parameters
    ----------
    path : Path
        The file to write.
    readers : str
        Who will read it: one of `READERS`.
    report : Report
        The report.
    ref : SubmissionRef
        The submission, which is read again for its code.
    modules : collection of str
        The assignment's modules.

    Raises
    ------
    click.ClickException
        If it cannot be written.
    """
    # Imported here, so that only users of this option wait for it.
    from autograder.course.page.student_page import student_page
    from autograder.render.for_readers import RELEASED, STAFF, STUDENT

    shown = dict(zip(READERS, (STUDENT, RELEASED, STAFF), strict=True))[readers]
    page = student_page(report, shown, ref.read(modules) if report.graded else None)
    try:
        write_atomically(path, page.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
