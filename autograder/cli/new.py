"""``autograder new``."""

from __future__ import annotations

import os
from collections.abc import Collection
from itertools import groupby
from pathlib import Path

import click

from autograder.assignment.loading import load_assignment, own_assignment
from autograder.assignment.placeholders import MARK, unwritten
from autograder.cli.options import plain_errors
from autograder.scaffold.signature import InvalidSignature, read_signature
from autograder.scaffold.write import plan_files, write
from autograder.text.phrasing import number


@click.command()
@click.argument("module")
@click.argument("function")
@click.argument("parameters", nargs=-1)
@click.option(
    "--points",
    type=click.IntRange(1, 1000),
    default=2,
    show_default=True,
    help="The points of the exercise, half for its public check and half for its hidden one.",
)
@click.option(
    "--assignment",
    "assignment_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder with exercises/ and solutions/; it may be empty. Default: the one that contains this command.",
)
@plain_errors
def new(module: str, function: str, parameters: tuple[str, ...], points: int, assignment_folder: Path | None) -> None:
    """Write the files of a new exercise, and list what to fill in.

    The exercise is a FUNCTION with these PARAMETERS in the file MODULE, which may exist. Existing content is not
    changed. In an empty folder, this starts a new assignment.

    \b
    autograder new softmax softmax Z               starts exercises/softmax.py and five more files
    autograder new softmax step Z rate=0.1         adds another function to them
    autograder new means mean X --assignment DIR   starts an assignment in an empty folder
    """
    folder = assignment_folder or own_assignment()
    try:
        signature = read_signature(module, function, parameters)
        contents = plan_files(folder, signature, points)
        begun = {path for path in contents if not path.exists()}
        write(contents)
    except InvalidSignature as refused:
        raise click.UsageError(str(refused)) from refused
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}.") from error
    assignment = load_assignment(folder)
    place = assignment.exercise(function)
    click.echo(
        f"{signature} is exercise {place.number} of {assignment.name}, worth {number(place.points)} of "
        f"{number(assignment.points)} points. Continue in this order:\n"
    )
    _show_places(folder, list(contents), begun)
    elsewhere = f" --assignment {folder}" if assignment_folder else ""
    click.echo(f"\nThen run: autograder audit{elsewhere}")


def _show_places(folder: Path, paths: list[Path], begun: Collection[Path]) -> None:
    """List the placeholders in each file."""
    order = {path.relative_to(folder).as_posix(): path for path in paths}
    places = [place for place in unwritten(folder) if place.path in order]
    for step, (name, there) in enumerate(
        groupby(sorted(places, key=lambda place: list(order).index(place.path)), lambda place: place.path), 1
    ):
        click.echo(f"{step}. {os.path.relpath(order[name])}{' (new)' if order[name] in begun else ''}")
        for place in there:
            click.echo(f"     line {place.line}: {place.what}")
    click.echo(f"\nThese places are marked {MARK} Until all are replaced, the assignment cannot be graded.")
