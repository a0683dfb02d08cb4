"""What several commands share: finding the assignment, and saying what went wrong without a traceback."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from autograder.assignment import Assignment, AssignmentError, Exercise, find_assignment, load_assignment
from autograder.sandbox.zygote import SandboxError

assignment_option = click.option(
    "--assignment",
    "assignment_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that holds exercises/ and solutions/. Default: the one that came with this command, or "
    "that of this folder.",
)


def assignment_at(folder: Path | None, *, start: Path) -> Assignment:
    """The assignment in `folder` or, without one, the nearest from `start` upwards."""
    return load_assignment(folder or find_assignment(start))


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn errors that the user can act on into one sentence and exit code 1."""

    @functools.wraps(command)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        try:
            return command(*arguments, **named)
        except (AssignmentError, SandboxError) as error:
            raise click.ClickException(str(error)) from error

    return wrapped


def exercise_named(assignment: Assignment, name: str) -> Exercise:
    """The exercise of this name.

    Raises
    ------
    click.UsageError
        If there is none; it names those that may be meant.
    """
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    if name in exercises:
        return exercises[name]
    stem = name.removesuffix(".py")
    meant = [exercise.name for exercise in assignment.exercises if exercise.module == stem]
    if meant:
        raise click.UsageError(f"{name} is a file. Its exercises are {', '.join(meant)}.")
    close = difflib.get_close_matches(name.lower().replace("-", "_"), exercises, n=3, cutoff=0.5)
    nearest = f" Do you mean {' or '.join(close)}?" if close else ""
    raise click.UsageError(f"There is no exercise {name}.{nearest or ' autograder explain lists all.'}")
