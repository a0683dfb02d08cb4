"""``autograder report``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.atomic_files import write_all_atomically
from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.gradebook.database import open_gradebook
from autograder.course.page import charts
from autograder.course.page.class_page import Names, class_page
from autograder.course.policy.course_file import policy_beside


@command("report")
@click.option(
    "--html",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The page to write; one that is there is replaced.",
)
@click.option("--pseudonyms", is_flag=True, help="Call students by names that are nobody's, the same every week.")
@click.option("--no-students", is_flag=True, help="Name nobody: no tables of students.")
def report(path: Path, target: Path, pseudonyms: bool, no_students: bool) -> None:
    """Write what a class understood, as one page that works offline.

    Scores, mistakes by how many made them, equal wrong answers without a name, exercises, whether each check tells who
    understood, what changed since the last page, whom to talk to, and a table of students.

    \b
    autograder report course.db --html class.html
    autograder report course.db --html for-tutors.html --pseudonyms
    autograder report course.db --html for-the-lecture.html --no-students

    The gradebook remembers when the page was made, and the pseudonyms' secret; no grade is touched.
    """
    if pseudonyms and no_students:
        raise click.UsageError("--pseudonyms and --no-students: the second leaves nobody to be named.")
    names = Names.PSEUDONYMS if pseudonyms else Names.NONE if no_students else Names.OWN
    with in_words(), open_gradebook(path) as gradebook:
        page = class_page(gradebook, policy_beside(path), names)
    _write({target: page})
    click.echo(f"{target} is written: open it in a browser." + ("" if charts.can_draw() else f" {charts.MISSING}"))


def _write(pages: dict[Path, str]) -> None:
    try:
        write_all_atomically({path: page.encode("utf-8", "backslashreplace") for path, page in pages.items()})
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}.") from error
