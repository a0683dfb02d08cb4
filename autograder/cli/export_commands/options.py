"""The options that all exports share, and their error messages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.cli.gradebook_commands.options import in_words
from autograder.course.exports.export_error import ExportError
from autograder.course.exports.output import require_new, write
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.notices import late_without_time
from autograder.course.gradebook.standing import Standing, standings
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import plural

Command = TypeVar("Command", bound=Callable[..., Any])
a_file = click.Path(dir_okay=False, path_type=Path)

gradebook_argument = click.argument("gradebook_path", metavar="COURSE.DB", type=a_file)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Overwrite the output if it exists; your own file is never overwritten."
)
output_option = click.option("--output", type=a_file, help="The file to write.")


@contextlib.contextmanager
def errors_in_words() -> Iterator[None]:
    """Show errors that the user can act on as a message with exit code 1."""
    try:
        with in_words():
            yield
    except ExportError as error:
        raise click.ClickException(str(error)) from error


@contextlib.contextmanager
def grades_of(path: Path) -> Iterator[tuple[Gradebook, list[Standing]]]:
    """The gradebook, and what counts for each student; shows errors in words, and at last what not to overlook."""
    with errors_in_words(), open_gradebook(path) as gradebook:
        grades = list(standings(gradebook, policy_beside(path)))
        yield gradebook, grades
    if notice := late_without_time(grades):
        click.echo(notice, err=True)


def new_file(function: Command) -> Command:
    """Add the arguments of a command that makes a new file."""
    for option in (overwrite_option, output_option, gradebook_argument):
        function = option(function)
    return function


def write_new(
    path: Path,
    output: Path | None,
    ending: str,
    content_of: Callable[[Gradebook, list[Standing]], bytes | Iterable[bytes]],
    *,
    overwrite: bool,
    next_step: str,
) -> None:
    """Write an export to a new file, and report what was written and what to do next.

    Parameters
    ----------
    path : Path
        The gradebook.
    output : Path or None
        The file; None for a default name that begins with the assignment's.
    ending : str
        The end of the default name.
    content_of : callable
        Makes the content of the file from the gradebook and the students' standings.
    overwrite : bool
        Whether to overwrite an existing file.
    next_step : str
        What to do next.
    """
    with grades_of(path) as (gradebook, grades):
        target = output or Path(f"{fact(gradebook, 'assignment')}-{ending}")
        require_new(target, path, overwrite=overwrite)
        content = content_of(gradebook, grades)
        write(target, content)
    graded = sum(each.score is not None for each in grades)
    without = len(grades) - graded
    missing = f"; {plural(without, 'student has', 'students have')} no grade" if without else ""
    click.echo(f"Wrote {target}: {plural(graded, 'student')} with a grade{missing}.")
    click.echo(next_step)
