"""``autograder report``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import click

from autograder.atomic_files import write_atomically
from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.standing import Standing
from autograder.course.page import charts
from autograder.course.page.class_page import Names, class_page
from autograder.course.page.pages_of_students import page_name, pages
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import plural


@command("report")
@click.option(
    "--html",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The page to write; an existing one is replaced.",
)
@click.option("--pseudonyms", is_flag=True, help="Replace students' names by invented ones, the same every week.")
@click.option("--no-students", is_flag=True, help="Name nobody: no tables of students.")
@click.option("--no-pages", is_flag=True, help="Write only the class's page, without one for each student.")
def report(path: Path, target: Path, pseudonyms: bool, no_students: bool, no_pages: bool) -> None:
    """Write one page, which works offline, on what a class understood.

    It shows scores, the most common mistakes, equal wrong answers without a name, exercises, how well each check
    discriminates, what changed since the last page, whom to talk to, and a table of students. Names link to a page for
    each student in a folder beside it, such as class-students/ for class.html; pages without names have no such folder.

    \b
    autograder report course.db --html class.html
    autograder report course.db --html for-tutors.html --pseudonyms
    autograder report course.db --html for-the-lecture.html --no-students

    The gradebook records when the page was made, and the secret of the pseudonyms; no grade is changed.
    """
    if pseudonyms and no_students:
        raise click.UsageError("Choose one of --pseudonyms and --no-students, which names nobody.")
    names = Names.PSEUDONYMS if pseudonyms else Names.NONE if no_students else Names.OWN
    folder = None if no_pages or names is not Names.OWN else target.with_name(f"{target.stem}-students")
    with in_words(), open_gradebook(path) as gradebook:
        policy = policy_beside(path)
        _write(target, class_page(gradebook, policy, names, lambda each: _link(folder, each)))
        written = _write_pages(folder, pages(gradebook, policy, f"../{quote(target.name)}")) if folder else 0
    said = f"{target} is written: open it in a browser."
    said += f" {plural(written, 'page')} of students: {folder}/." if folder else ""
    click.echo(said + ("" if charts.can_draw() else f" {charts.MISSING}."))


def _link(folder: Path | None, standing: Standing) -> str:
    name = page_name(standing)
    return f"{quote(folder.name)}/{quote(name)}" if folder and name else ""


def _write_pages(folder: Path, found: Iterator[tuple[str, str]]) -> int:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be made: {error.strerror}.") from error
    count = 0
    for name, page in found:
        _write(folder / name, page)
        count += 1
    return count


def _write(path: Path, page: str) -> None:
    try:
        write_atomically(path, page.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
