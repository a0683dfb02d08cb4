"""``autograder audit``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from autograder.assignment.model import Assignment
from autograder.audit.detection_table import exercise_table, summary_table
from autograder.audit.mutation.survivors import mutant_defects
from autograder.audit.proof import SEEDS, Audit, prove
from autograder.cli.options import assignment_at, assignment_option, plain_errors
from autograder.render.console import terminal
from autograder.sandbox.host.zygote import Zygote
from autograder.text.phrasing import plural


@click.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option(
    "--seeds",
    type=click.IntRange(1),
    default=SEEDS,
    show_default=True,
    help="How many seeds to try the references with.",
)
@click.option("--mutants", is_flag=True, help="Also try every small change of a reference. This takes some minutes.")
@assignment_option
@plain_errors
def audit(exercises: Sequence[str], seeds: int, mutants: bool, assignment_folder: Path | None) -> None:
    """Test the assignment itself.

    Stubs must get no points, and references and accepted alternatives all of them. Each misconception, and each mistake
    that any function may have, must be caught, be diagnosed by its name, and cost points only in its own exercise.
    Each check must find something that others miss, hints must not give answers away, and no file may be superfluous.
    Defects are listed, each with a remedy; the exit code is 1 if there are any.

    With names of EXERCISES, only these are tested, and a table shows which check finds which mistake. With --mutants,
    every small change of a reference must lose points or be listed as right in solutions/equivalent_mutants.md, and
    every misconception is tried on all exercises that build on its own.
    """
    console = terminal()
    with Zygote() as zygote:
        assignment = assignment_at(assignment_folder)
        if not assignment.references:
            raise click.ClickException("This assignment has no solutions/, so it cannot be tested.")
        known = set(assignment.exercise_names)
        if unknown := set(exercises) - known:
            raise click.UsageError(f"There is no exercise {min(unknown)}. There are: {', '.join(sorted(known))}.")
        columns = (TextColumn("Auditing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        asked = assignment.subset(exercises or known)
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("audit", total=None)
            at = partial(_advance, progress, task)
            done = prove(asked, zygote, seeds=seeds, thorough=mutants, progress=at)
            if mutants:
                done = replace(done, defects=[*done.defects, *mutant_defects(asked, zygote, progress=at)])
    _show(console, assignment, done, exercises)
    if done.defects:
        raise click.exceptions.Exit(1)


def _advance(progress: Progress, task: TaskID, done: int, total: int) -> None:
    progress.update(task, completed=done, total=total)


def _show(console: Console, assignment: Assignment, done: Audit, exercises: Sequence[str]) -> None:
    if exercises:
        for exercise in assignment.exercises:
            if exercise.name in exercises:
                console.print(exercise_table(exercise, done.caught))
    else:
        console.print(summary_table(assignment, done.caught))
    for defect in done.defects:
        console.print(Text.assemble("\n", (defect.where, "bold"), f"\n  {defect.what}\n  {defect.fix}"))
    tried = ", ".join(plural(number, what, what) for what, number in done.tried.items())
    console.print(f"\n{plural(len(done.defects), 'defect')}. Tried: {tried}.", highlight=False)
