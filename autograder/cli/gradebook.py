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
    """The commands of this group, each in a file of its own."""

    package = "autograder.cli.gradebook_commands"
    commands_here = COMMANDS
    short_for: ClassVar[Mapping[str, str]] = {}


@click.group(cls=BelowGradebook)
def gradebook() -> None:
    """Look into a course's gradebook, and decide what counts.

    A gradebook is one file, course.db. `autograder grade EXPORT --gradebook course.db` makes it and adds to it. Every
    report and every decision in it is kept, with who, when and why; nothing is ever overwritten.

    \b
    autograder gradebook show                                who has how many points, and why
    autograder gradebook history alice                       all that has happened to one student's grade
    autograder gradebook changes --since 2026-03-01          who gained or lost what, and by what
    autograder gradebook regrade                             after a check was changed
    autograder gradebook override alice softmax 5 --reason "…"
    autograder gradebook comment alice "Come and see me."    the student reads it
    autograder gradebook give mean/many_rows                 the points of a check, to all
    autograder gradebook undo                                the latest decision

    Without --gradebook, the commands take course.db in this folder. Due dates and penalties stand in course.toml
    beside it, which `autograder course init` writes.
    """
