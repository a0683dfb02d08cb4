"""``autograder feedback``: a group whose first command needs no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from autograder.cli.main import OnDemand

WRITE, RELEASE = "write", "release"


class WriteOrRelease(OnDemand):
    """Writes feedback unless another command is named, and shows the options of that in its own help."""

    package = "autograder.cli.feedback_commands"
    commands_here = (WRITE, RELEASE)
    short_for: ClassVar[Mapping[str, str]] = {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take anything but a command or a question for help as the arguments of the first command."""
        if args and args[0] not in {*self.commands_here, *ctx.help_option_names}:
            args = [WRITE, *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the command's name."""
        return ["[OPTIONS] COURSE.DB | release [OPTIONS] COURSE.DB"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the first command."""
        command = self.get_command(ctx, WRITE)
        assert command
        command.format_options(ctx, formatter)


@click.group(cls=WriteOrRelease)
def feedback() -> None:
    """Write what students get back: a page each, and files in the form that Moodle and Canvas take.

    \b
    autograder feedback course.db --to feedback      what students may read now
    autograder feedback release course.db            shows which scores would be told
    autograder feedback release course.db --yes      tells them: from now on, pages say the score and hidden results
    autograder feedback course.db --to feedback      the pages, with scores

    DIR gets pages/STUDENT/feedback.html and feedback.md for everybody. For submissions from Moodle it gets moodle.zip,
    and for those from Canvas canvas.zip, to upload there, and both unpacked. Canvas shows students their own files
    again: a Python file comes back with the feedback as comments on top, a zip as a zip.

    Results of public checks are always told. Those that show after the due date are told once that is over for the
    student (course.toml), and the others, with the score, overrides and comments, when they are released. Whoever was
    told another score than counts now keeps the page that they have until the new one is released.

    DIR has to be new, empty, or written by this command, which then writes over its files.
    """
