"""``autograder gradebook``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from autograder.cli.main import OnDemand

COMMANDS = (
    "show",
    "history",
    "changes",
    "regrade",
    "override",
    "comment",
    "void",
    "give",
    "undo",
    "merge",
)


class BelowGradebook(OnDemand):
    """The commands of this group, each in a separate file."""

    package = "autograder.cli.gradebook_commands"
    commands_here = COMMANDS
    short_for: ClassVar[Mapping[str, str]] = {}


@click.group(cls=BelowGradebook)
def gradebook() -> None:
    """Show a course's gradebook, and decide what counts.

    A gradebook is one file, course.db, which `autograder grade EXPORT --gradebook course.db` creates and extends. It
    keeps every report and every decision, with who, when and why; nothing is ever overwritten.

    \b
    autograder gradebook show                                who has how many points, and why
    autograder gradebook history alice                       everything that changed one student's grade
    autograder gradebook changes --since 2026-03-01          who gained or lost points, and why
    autograder gradebook regrade                             after a check was changed
    autograder gradebook override alice softmax 5 --reason "…"
    autograder gradebook comment alice "Come and see me."    the student reads it
    autograder gradebook give mean/many_rows                 give everybody the points of a check
    autograder gradebook undo                                the latest decision

    Without --gradebook, the commands use course.db in this folder. Due dates and penalties are in course.toml beside
    it, which `autograder course init` writes.
    """
