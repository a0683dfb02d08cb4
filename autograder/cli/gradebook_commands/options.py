"""Options that commands on a gradebook share, and their error messages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.cli.options import program
from autograder.course.gradebook.comparison import Change
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.policy.course_file import CourseFileError
from autograder.text.phrasing import number, plural
from autograder.text.sanitize import sanitize

DEFAULT = Path("course.db")

gradebook_option = click.option(
    "--gradebook",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="The gradebook. It may also be the first argument: course.db alice.",
)
reason_option = click.option("--reason", default="", help="The reason, for the history.")


class OfGradebook(click.Command):
    """A command whose first argument may be the gradebook, as in `autograder report`."""

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
    """A command on a gradebook, with the option that names it."""

    def decorate(function: Callable[..., None]) -> click.Command:
        made: click.Command = click.command(name, cls=OfGradebook, **settings)(gradebook_option(function))
        return made

    return decorate


def how_to_undo(uid: str, path: Path) -> str:
    """The sentence with the command that undoes a decision."""
    where = "" if path == DEFAULT else f" --gradebook {path}"
    return f"To undo this: {program()} gradebook undo {uid}{where}"


def show_changes(console: Console, found: Sequence[Change], most: int | None) -> None:
    """Show whose points change, and why.

    Parameters
    ----------
    console : Console
        Where to show them.
    found : sequence of Change
        The changes.
    most : int or None
        How many to show; the others are counted.
    """
    if not found:
        console.print("Nobody's points change.")
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("student", "before", "after", "by"):
        table.add_column(name, overflow="fold", justify="right" if name in {"before", "after"} else "left")
    for each in found[:most]:
        scores = ("–" if score is None else number(score) for score in (each.before, each.after))
        table.add_row(Text(sanitize(each.student.shown, 80)), *scores, Text(sanitize("; ".join(each.causes))))
    console.print(table)
    if most is not None and len(found) > most:
        console.print(f"… and {len(found) - most} more")
    gains = sum(each.gain > 0 for each in found)
    console.print(f"{plural(gains, 'student gains', 'students gain')} points, {len(found) - gains} lose some.")
