"""The command ``autograder``."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

import click

from autograder.text.transliterate import spell_out
from autograder.version import VERSION

PACKAGE = "autograder.cli"
COMMANDS = (
    *("audit", "check", "course", "explain", "gradcheck", "grade", "gradebook", "new", "predict"),
    *("rehearse", "release"),
)


class OnDemand(click.Group):
    """Imports a command when it is called, since students wait for `check` after every change."""

    package = PACKAGE
    commands_here: tuple[str, ...] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in this installation; students have only some of them."""
        return [name for name in self.commands_here if find_spec(f"{self.package}.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"{self.package}.{cmd_name}"), cmd_name)
        return command


@click.group("autograder", cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION)
def main() -> None:
    """Exercises whose answers are arrays.

    Each command says more with --help.
    """
    spell_out(sys.stdout, sys.stderr)
