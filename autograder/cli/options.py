"""Options and error handling that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from autograder.assignment.loading import load_assignment, own_assignment
from autograder.assignment.model import Assignment, AssignmentError
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.protocol import SandboxError

assignment_option = click.option(
    "--assignment",
    "assignment_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with exercises/ and solutions/. Default: the one that contains this command.",
)


def assignment_at(folder: Path | None) -> Assignment:
    """The assignment in `folder`; by default the one that contains this engine."""
    return load_assignment(folder or own_assignment())


def started_ahead() -> ForkServer | None:
    """The fork server that was started for this command, if any; it imports NumPy while this process does."""
    server: ForkServer | None = click.get_current_context().find_root().obj
    return server


def program() -> str:
    """The command as typed; students may have the engine as a folder instead of an installed command."""
    return click.get_current_context().find_root().info_name or "autograder"


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Show errors that the user can act on as a message with exit code 1."""

    @functools.wraps(command)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        try:
            return command(*arguments, **named)
        except (AssignmentError, SandboxError) as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt as error:
            raise click.ClickException("Interrupted.") from error

    return wrapped
