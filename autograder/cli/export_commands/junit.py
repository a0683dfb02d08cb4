"""``autograder export junit``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from autograder.cli.export_commands.options import new_file, write_new
from autograder.course.exports.junit import NEXT, junit_xml
from autograder.course.gradebook.actions import GIVE, VOID, actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.standing import Standing


@click.command("junit")
@new_file
def junit(gradebook_path: Path, output: Path | None, overwrite: bool) -> None:
    """Write all reports as one JUnit XML file, for the test page of a CI system.

    It has a suite for each student, with the score as a property, and a case for each check, including hidden ones: it
    is not for students. The default name is <assignment>-junit.xml.

    \b
    autograder export junit course.db --output junit.xml
    """
    write_new(gradebook_path, output, "junit.xml", _content, overwrite=overwrite, next_step=NEXT)


def _content(gradebook: Gradebook, grades: list[Standing]) -> Iterator[bytes]:
    decided = {each.check: each.kind for each in actions(gradebook) if each.kind in {VOID, GIVE}}
    return junit_xml(grades, fact(gradebook, "assignment"), decided)
