"""The command ``autograder``."""

from __future__ import annotations

import sys
from importlib import metadata

import click

from autograder.commands.audit import audit_command
from autograder.commands.check import check
from autograder.commands.explain import explain
from autograder.commands.gradcheck import gradcheck
from autograder.commands.grade import grade
from autograder.commands.new import new
from autograder.commands.rehearse import rehearse
from autograder.commands.release import release
from autograder.report.spelling import spell_out


def _version() -> str:
    """The installed version; students have the engine as a folder, which is not installed."""
    try:
        return metadata.version("backprop-autograder")
    except metadata.PackageNotFoundError:
        return "that came with the exercises"


@click.group("autograder", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version())
def main() -> None:
    """Grade exercises whose answers are arrays.

    A student runs `check` in the folder with their files. An instructor runs `grade PATH` on a file, a folder of
    files, or a folder of many submissions.
    """
    spell_out(sys.stdout, sys.stderr)


main.add_command(audit_command)
main.add_command(check)
main.add_command(explain)
main.add_command(gradcheck)
main.add_command(grade)
main.add_command(new)
main.add_command(rehearse)
main.add_command(release)
