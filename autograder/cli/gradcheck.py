"""``autograder gradcheck``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click
from rich.text import Text

from autograder.assignment.model import Assignment, Exercise
from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.cli.selection import exercise_named, usual_place
from autograder.grading.session import Sessions
from autograder.grading.time_budget import TimeBudget, Timeouts
from autograder.judging.verdict import Verdict
from autograder.render.console import terminal
from autograder.student.gradcheck.comparison_table import show_measured
from autograder.student.gradcheck.measure import measure
from autograder.student.local_checks import workers
from autograder.submissions.read import read_submission
from autograder.text.sanitize import sanitize


@click.command()
@click.argument("name", required=False)
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The seed of the example's numbers.")
@assignment_option
@plain_errors
def gradcheck(name: str | None, path: Path | None, seed: int, assignment_folder: Path | None) -> None:
    """Compare your gradient with measured slopes: (J(w + h) - J(w - h)) / 2h.

    This shows which results agree, and where others differ. Without a NAME, all gradients are listed. PATH is the
    folder with your files; by default exercises/ in this folder, or this folder. The exit code is 0 if all agree.

    \b
    gradcheck NAME           your function, on a small example
    gradcheck NAME --seed 1  on an example with other numbers
    """
    with workers() as pool:
        assignment = assignment_at(assignment_folder).public_view()
        gradients = assignment.gradients
        if name is None:
            click.echo(f"{_listed(assignment, gradients)}{program()} gradcheck NAME measures one of them.")
            return
        exercise = exercise_named(assignment, name)
        if exercise.name not in gradients:
            click.echo(_nothing_to_measure(exercise))
            raise click.exceptions.Exit(1)
        modules = assignment.module_names
        here = path or usual_place(assignment, Path.cwd())
        submission = read_submission(here.parent if here.is_file() and here.stem in modules else here, modules)
        with Sessions(pool, assignment, submission, TimeBudget(Timeouts())).open() as session:
            measured = measure(session, assignment, gradients[exercise.name], seed)
    file = submission.other_file(modules) or f"{exercise.module}.py"
    console = terminal()
    console.print(Text(f"{exercise.name} (in {file}), seed {seed}", style="bold"))
    console.print(Text(gradients[exercise.name].title))
    console.print()
    if isinstance(measured, Verdict):
        console.print(Text(sanitize(measured.message)))
        raise click.exceptions.Exit(1)
    show_measured(console, measured)
    if not all(each.agrees for each in measured):
        raise click.exceptions.Exit(1)
    console.print(Text(f"\nAll results agree with the measured slopes. To try other numbers: --seed {seed + 1}"))


def _listed(assignment: Assignment, gradients: Collection[str]) -> str:
    names = [exercise for exercise in assignment.exercises if exercise.name in gradients]
    return "".join(f"{exercise.number:>4} {exercise.name}\n" for exercise in names) + "\n"


def _nothing_to_measure(exercise: Exercise) -> str:
    return (
        f"{exercise.name} returns no gradient, so there is no slope to measure.\n"
        f"Work out the example in its docstring by hand, and compare: {program()} check {exercise.module}.py\n"
        f"If you are stuck: {program()} explain {exercise.name}"
    )
