"""The command ``autograder``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

import click

from autograder.cli.words import HELP
from autograder.sandbox.host.launch import calculate_in_one_thread
from autograder.text.transliterate import spell_out
from autograder.version import VERSION

PACKAGE = "autograder.cli"
COMMANDS = (
    *("audit", "check", "course", "explain", "export", "feedback", "gradcheck", "grade", "gradebook", "groups"),
    *("hunt", "name", "new", "new-misconception", "predict", "rehearse", "release", "report", "show"),
)
# Commands of `gradebook` that also work without that word; its help lists them.
DECISIONS = ("changes", "comment", "give", "history", "override", "regrade", "void")


class OnDemand(click.Group):
    """Imports commands only when they are called, since students wait for `check` after every change."""

    package = PACKAGE
    commands_here: tuple[str, ...] = COMMANDS
    short_for: ClassVar[Mapping[str, str]] = dict.fromkeys(DECISIONS, f"{PACKAGE}.gradebook_commands")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in this installation; students have only some of them."""
        return [name for name in self.commands_here if find_spec(command_module(self.package, name))]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command."""
        calculate_in_one_thread()
        if ctx.parent is None:
            ctx.call_on_close(gc.freeze)  # a process that ends need not look for garbage among all of its modules
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        package = self.package if cmd_name in self.commands_here else self.short_for.get(cmd_name)
        there = package and find_spec(package) and find_spec(command_module(package, cmd_name))
        return load(command_module(package, cmd_name)) if package and there else None


def command_module(package: str, command: str) -> str:
    """The module of a command in a package."""
    return f"{package}.{command.replace('-', '_')}"


def load(module: str) -> click.Command:
    """The command in a module, which has the module's name."""
    gc.disable()  # modules are no garbage: looking for it would take a twentieth of the time
    try:
        command: click.Command = getattr(import_module(module), module.rpartition(".")[2])
    finally:
        gc.enable()
    return command


@click.group("autograder", cls=OnDemand, context_settings={"help_option_names": list(HELP)})
@click.version_option(VERSION)
def main() -> None:
    """Exercises whose answers are arrays, and their grader.

    COMMAND --help explains each command.
    """
    spell_out(sys.stdout, sys.stderr)
