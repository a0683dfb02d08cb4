"""``autograder feedback``: a group whose first command needs no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from autograder.cli.main import OnDemand

WRITE, RELEASE = "write", "release"


class WriteOrRelease(OnDemand):
    """Writes feedback unless a subcommand is named, and shows the options for writing in its own help."""

    package = "autograder.cli.feedback_commands"
    commands_here = (WRITE, RELEASE)
    short_for: ClassVar[Mapping[str, str]] = {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Pass everything except subcommands and --help on to the first command."""
        if args and args[0] not in {*self.commands_here, *ctx.help_option_names}:
            args = [WRITE, *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage, after the command's name."""
        return ["[OPTIONS] COURSE.DB | release [OPTIONS] COURSE.DB"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the first command."""
        command = self.get_command(ctx, WRITE)
        assert command
        command.format_options(ctx, formatter)


@click.group(cls=WriteOrRelease)
def feedback() -> None:
    """Write students' feedback: a page for each, and the zips that Moodle and Canvas take back.

    \b
    autograder feedback course.db --to feedback      what students may read now
    autograder feedback release course.db            shows which scores would be released
    autograder feedback release course.db --yes      releases them, together with hidden results
    autograder feedback course.db --to feedback      the pages, now with scores

    DIR gets pages/STUDENT/feedback.html and feedback.md for everybody; and, to be uploaded, moodle.zip for submissions
    from Moodle and canvas.zip for those from Canvas, both also unpacked. Canvas returns students' own files: a Python
    file has the feedback as comments at the top, and a zip stays a zip.

    Results of public checks are always shown. Those that are visible after the due date are shown once that has passed
    for the student (course.toml); all others, with the score, overrides and comments, once they are released. If a
    score has changed since its release, the student's page is not replaced until the new score is released.

    DIR must be new, empty, or written by this command, which then overwrites its files.
    """
