"""The options and steps that are common to commands which fill an instructor's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich import box
from rich.table import Table as ScreenTable
from rich.text import Text

from autograder.cli.export_commands.options import (
    Command,
    a_file,
    gradebook_argument,
    grades_of,
    overwrite_option,
)
from autograder.course.exports.csv_cells import Table, table_of
from autograder.course.exports.output import beside, read, require_new, write
from autograder.course.exports.own_file import Filled, OwnFile, fill
from autograder.render.console import terminal
from autograder.text.phrasing import plural
from autograder.text.sanitize import one_line

MOST_SHOWN = 20
Form = Callable[[Table, str, str], OwnFile]  # reads a platform's file: the table, its name, the column

OPTIONS = (
    gradebook_argument,
    click.option("--output", type=a_file, help="The filled copy.  [default: your file's name with -filled]"),
    click.option("--dry-run", is_flag=True, help="Show every cell that would change, and write nothing."),
    click.option(
        "--scale/--no-scale",
        default=None,
        help="If the column's maximum is not the assignment's: convert the scores, or write them as they are. "
        "By default, nothing is written then.",
    ),
    click.option("--leave-out", is_flag=True, help="Write the file even if students with a grade are not in it."),
    overwrite_option,
)


def filling(function: Command) -> Command:
    """Add the options of a command that fills a file."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def fill_file(
    form: Form,
    gradebook_path: Path,
    into: Path,
    column: str,
    *,
    output: Path | None,
    dry_run: bool,
    scale: bool | None,
    leave_out: bool,
    overwrite: bool,
    next_step: str,
) -> None:
    """Fill a column in a copy of an instructor's file, and report what was written and what to do next.

    Parameters
    ----------
    form : callable
        Reads the platform's file.
    gradebook_path : Path
        The gradebook.
    into : Path
        The instructor's file.
    column : str
        The column.
    output : Path or None
        The copy; None for the default beside the file.
    dry_run : bool
        Whether only to show what would change.
    scale, leave_out : bool
        See `fill`.
    overwrite : bool
        Whether to overwrite an existing copy.
    next_step : str
        What to do next.
    """
    target = output or beside(into)
    with grades_of(gradebook_path) as (_, grades):
        if not dry_run:
            require_new(target, into, gradebook_path, overwrite=overwrite)
        file = form(table_of(read(into), into.name), into.name, column)
        filled = fill(file, grades, scale=scale, leave_out=leave_out)
        if not dry_run:
            write(target, filled.content)
    _show(filled, file.title, None if dry_run else MOST_SHOWN)
    if file.most is None:
        click.echo("The file does not say what the column is worth: the points are written as they are.")
    if dry_run:
        click.echo(f"Nothing was written. Without --dry-run, {target} is written, and {into} stays unchanged.")
        return
    click.echo(f"Wrote {target}; {into} is unchanged. To undo this, delete {target}: nothing was uploaded.")
    click.echo(next_step)


def _show(filled: Filled, title: str, most: int | None) -> None:
    console = terminal()
    if filled.changes:
        table = ScreenTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("student", overflow="fold")
        table.add_column("before", justify="right")
        table.add_column("after", justify="right")
        for each in filled.changes[:most]:
            table.add_row(*(Text(one_line(text)) for text in (each.who, each.before or "–", each.after)))
        console.print(table)
        if most is not None and len(filled.changes) > most:
            click.echo(f"… and {len(filled.changes) - most} more; --dry-run shows all.")
    replaced = sum(bool(each.before.strip("- ")) for each in filled.changes)
    others = f", {replaced} of them another grade" if replaced else ""
    same = f" {plural(filled.same, 'cell has', 'cells have')} the grade already." if filled.same else ""
    click.echo(f"{one_line(title)}: {plural(len(filled.changes), 'cell changes', 'cells change')}{others}.{same}")
    _list("Not changed although there is a grade:", filled.left)
    _list("Without a grade in the gradebook; their cells stay as they are:", filled.without_grade)
    _list("Not in the file, and left out:", filled.not_in_file)


def _list(title: str, found: Sequence[str]) -> None:
    if found:
        click.echo(title)
        for each in found[:MOST_SHOWN]:
            click.echo(f"  {each}")
        if len(found) > MOST_SHOWN:
            click.echo(f"  … and {len(found) - MOST_SHOWN} more")
