"""``autograder gradebook merge``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.gradebook_commands.options import in_words
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.merge import merge as merge_into
from autograder.text.phrasing import plural

COPY = "before-merge"


@click.command()
@click.argument("into", type=click.Path(dir_okay=False, path_type=Path), metavar="GRADEBOOK")
@click.argument("parts", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="PART...")
def merge(into: Path, parts: Sequence[Path]) -> None:
    """Add the PARTs of a class, graded on different machines, to GRADEBOOK, which is created if necessary.

    Each PART comes from `autograder grade EXPORT --gradebook part-3.db --shard 3/16 --seed S`, with the same seed for
    all. Parts of another assignment, graded by another engine, with other checks or another seed are refused. The
    PARTs are not changed, and merging one twice adds nothing. A copy of GRADEBOOK as it was is made beside it first.

    \b
    autograder gradebook merge course.db part-*.db
    """
    with in_words(), open_gradebook(into, create=True) as gradebook:
        before = gradebook.copied(COPY) if fact(gradebook, "seed") else None
        for path in parts:
            with open_gradebook(path) as part:
                added = merge_into(gradebook, part)
            decisions = f" and {plural(added.actions, 'decision')}" if added.actions else ""
            click.echo(f"{path}: {plural(added.gradings, 'grading')}{decisions} added to {into}.")
    undo = f"put {before} back in its place: it is {into} as it was" if before else f"delete {into}"
    click.echo(f"The parts were not changed. To undo it, {undo}.")
