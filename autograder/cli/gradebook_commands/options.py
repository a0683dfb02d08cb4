"""What commands about a gradebook share: which file it is, and errors in words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from autograder.course.gradebook.database import GradebookError
from autograder.course.policy.course_file import CourseFileError

DEFAULT = Path("course.db")

gradebook_option = click.option(
    "--gradebook",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="The gradebook. It may also stand first: course.db alice.",
)
reason_option = click.option("--reason", default="", help="Why; kept in the history.")


class OfGradebook(click.Command):
    """A command whose first argument may be the gradebook, as in the commands that are about nothing else."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0].endswith(".db") and "--gradebook" not in args:
            args = ["--gradebook", *args]
        return super().parse_args(ctx, args)


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Show errors that the user can act on as a message with exit code 1."""
    try:
        yield
    except (GradebookError, CourseFileError) as error:
        raise click.ClickException(str(error)) from error


def command(name: str, **settings: Any) -> Callable[[Callable[..., None]], click.Command]:
    """A command about a gradebook, whose option it has."""

    def decorate(function: Callable[..., None]) -> click.Command:
        made: click.Command = click.command(name, cls=OfGradebook, **settings)(gradebook_option(function))
        return made

    return decorate
