"""``autograder explain``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.cli.selection import exercise_named
from autograder.cli.steps_screen import show_list, show_steps
from autograder.render.console import terminal
from autograder.student.explanations.guide import load_steps
from autograder.student.explanations.steps_seen import StepsSeen


@click.command()
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Show all steps at once.")
@click.option("--again", "--from-start", "again", is_flag=True, help="Start again with the first step.")
@assignment_option
@plain_errors
def explain(name: str | None, everything: bool, again: bool, assignment_folder: Path | None) -> None:
    """Explain an exercise, with one more step at each call.

    A step is an idea, a question, or a small worked example. Later steps reveal more, but none is the answer. Without a
    NAME, all explained exercises are listed.

    \b
    explain               all exercises, and your progress
    explain NAME          the next step
    explain NAME --again  from the first step
    """
    assignment = assignment_at(assignment_folder)
    explanations = load_steps(assignment)
    seen, console = StepsSeen(assignment.folder / "exercises"), terminal()
    if name is None:
        show_list(console, assignment, explanations, seen)
        click.echo(f"\n{program()} explain NAME shows the next step.")
        return
    exercise = exercise_named(assignment, name).name
    steps = explanations.get(exercise, ())
    if not steps:
        raise click.ClickException(f"{exercise} has no explanation; its docstring describes it.")
    before = 0 if again or everything else seen.steps(exercise, len(steps))
    if everything or before == len(steps):
        first, last = 1, len(steps)
    else:
        first = last = before + 1
    show_steps(console, exercise, steps, first, last)
    click.echo(_what_next(exercise, last, len(steps)))
    if not seen.note(exercise, last):
        click.echo(f"(Your progress could not be written to {assignment.folder / 'exercises'}: use --all.)", err=True)


def _what_next(exercise: str, last: int, steps: int) -> str:
    if last == steps:
        return f"That was the last step. To start again: {program()} explain {exercise} --again"
    return f"Try it now. If you are still stuck, step {last + 1}: {program()} explain {exercise}"
