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
    """Let a check count for nobody, as if it had not been asked: the others share its weight.

    CHECK is exercise/check, or the check's name where one exercise has it. First it shows who gains and who loses
    what; with --yes it is done. It holds when submissions are graded again. To lose nobody a point, use give.

    \b
    autograder gradebook void mean/many_rows
    autograder gradebook void mean/many_rows --yes --reason "the lecture did not say it"
    """
    decide(path, VOID, check, reason, yes=yes)
