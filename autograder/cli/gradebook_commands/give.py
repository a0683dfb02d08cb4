"""``autograder gradebook give``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.decide import decide, yes_option
from autograder.cli.gradebook_commands.options import command, reason_option
from autograder.course.gradebook.actions import GIVE


@command("give")
@click.argument("check")
@yes_option
@reason_option
def give(path: Path, check: str, yes: bool, reason: str) -> None:
    """Give the points of a check to everybody who was graded.

    CHECK is exercise/check, or just the check's name if it is unique. Without --yes, this only shows who gains points.
    The points stay when submissions are graded again. Overridden points are not changed.

    \b
    autograder gradebook give mean/many_rows
    autograder gradebook give mean/many_rows --yes --reason "the check was wrong"
    """
    decide(path, GIVE, check, reason, yes=yes)
