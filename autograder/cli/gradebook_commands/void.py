"""``autograder gradebook void``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.gradebook_commands.decide import decide, yes_option
from autograder.cli.gradebook_commands.options import command, reason_option
from autograder.course.gradebook.actions import VOID


@command("void")
@click.argument("check")
@yes_option
@reason_option
def void(path: Path, check: str, yes: bool, reason: str) -> None:
    """Void a check for everybody, as if it did not exist: the other checks share its weight.

    CHECK is exercise/check, or just the check's name if it is unique. Without --yes, this only shows who gains and who
    loses points. The check stays void when submissions are graded again. If nobody should lose points, use give.

    \b
    autograder gradebook void mean/many_rows
    autograder gradebook void mean/many_rows --yes --reason "the lecture did not say it"
    """
    decide(path, VOID, check, reason, yes=yes)
