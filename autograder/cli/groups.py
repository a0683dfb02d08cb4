"""``autograder groups``."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import command, in_words
from autograder.course.class_groups import Group, code_of, group_called
from autograder.course.class_groups import groups as groups_of
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.policy.course_file import policy_beside
from autograder.text.phrasing import listed, plural
from autograder.text.sanitize import one_line, sanitize

MOST_TITLES = 3
MOST_NAMED = 10
LONGEST_EXAMPLE = 12  # lines, in the list of all


@command("groups")
@click.argument("group", required=False)
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="How many groups are shown.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How many must be in a group.")
def groups(path: Path, group: str | None, most: int, least: int) -> None:
    """List groups of equal wrong answers that have no name yet, the largest first, each with the code of an example.

    A group consists of students with the same wrong answers to the same public checks that no known mistake explains.
    Name a GROUP to see its students, and the whole function of the example. This changes nothing.

    \b
    autograder groups course.db
    autograder groups course.db softmax-3f9a2c81
    autograder name softmax-3f9a2c81 --hint "Of which numbers is the sum 1?"
    autograder new-misconception softmax-3f9a2c81 --name sum-of-all-rows
    """
    with in_words(), open_gradebook(path) as gradebook:
        found = groups_of(gradebook, policy_beside(path))
        if group:
            one = group_called(found, group)
            _show(gradebook, one, whole=True)
            names = [one_line(name) for name in one.hand_ins.values()]
            click.echo(f"  in it: {listed(names, MOST_NAMED)}")
            return
        large = [each for each in found if len(each.hand_ins) >= least]
        for each in large[:most]:
            _show(gradebook, each, whole=False)
    if not large:
        click.echo("There are no groups of equal wrong answers without a name.")
    elif len(large) > most:
        click.echo(f"… and {plural(len(large) - most, 'more group')} (--most shows more).")


def _show(gradebook: Gradebook, group: Group, *, whole: bool) -> None:
    click.echo(f"{group.name}: {plural(len(group.hand_ins), 'submission')}")
    click.echo(f"  fails: {listed(map(one_line, group.checks), MOST_TITLES)}")
    if group.message:
        click.echo(f"  {one_line(group.message.partition(chr(10))[0])}")
    click.echo(f"  hint: {one_line(group.hint, 1000) if group.hint else 'none yet'}")
    code = sanitize(code_of(gradebook, group)) or "(its code was not found)"
    lines = code.splitlines()
    shown = lines if whole else [*lines[:LONGEST_EXAMPLE], *["…"] * (len(lines) > LONGEST_EXAMPLE)]
    click.echo(textwrap.indent("\n".join(shown), "    | "))
