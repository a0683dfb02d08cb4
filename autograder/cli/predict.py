"""``autograder predict``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.cli.selection import exercise_named
from autograder.student.explanations.guide import load_steps
from autograder.student.explanations.steps_seen import StepsSeen
from autograder.student.predict.questions import Part, as_array, numbers_in, prediction_cases
from autograder.text.phrasing import listed, place, plural, shape_in_words

PREDICTED = ".predicted.json"


@click.command()
@click.argument("name")
@click.option("--answer", "answers", multiple=True, help="The numbers of one array; once for each that is asked for.")
@assignment_option
@plain_errors
def predict(name: str, answers: Sequence[str], assignment_folder: Path | None) -> None:
    """Work out by hand what an exercise gives, before you write it.

    Two of its public cases are shown; type the numbers of each array, row by row. You are told which are right, and
    where to read on. It costs nothing and is graded nowhere. The exit code is 0 when all of them are right.

    \b
    predict NAME                    asks you
    predict NAME --answer "-4, 0"   takes the numbers from here
    """
    assignment = assignment_at(assignment_folder)
    exercise = exercise_named(assignment, name)
    cases = prediction_cases(assignment, exercise)
    if not cases:
        raise click.ClickException(f"{name} has no public case that is small enough to be worked out by hand.")
    given, right = iter(answers), 0
    for case in cases:
        click.echo(f"\n{case.call}\n")
        told = [_asked(part, given) for part in case.parts]
        right += all(told)
    kept = StepsSeen(assignment.folder / "exercises", PREDICTED)
    kept.note(exercise.name, max(right, kept.steps(exercise.name, len(cases))))
    click.echo(f"\n{_what_next(assignment, exercise, right, len(cases))}")
    if right < len(cases):
        raise click.exceptions.Exit(1)


def _asked(part: Part, given: Iterator[str]) -> bool:
    """Whether a part was predicted right, which is said entry by entry."""
    asked = f"{part.name}, {plural(part.right.size, 'number')}, shape {shape_in_words(part.right.shape)}"
    text = next(given, None)
    if text is None:
        text = click.prompt(asked, prompt_suffix=":\n  ")
    else:
        click.echo(f"{asked}: {text}")
    try:
        prediction = as_array(numbers_in(text), part)
    except ValueError:
        click.echo("  These are not all numbers.")
        return False
    if prediction is None:
        click.echo(f"  These are {plural(len(numbers_in(text)), 'number')}, and {part.right.size} are asked for.")
        return False
    right = part.entries_right(prediction)
    click.echo(f"  {_entries(right)}")
    return bool(right.all())


def _entries(right: np.ndarray) -> str:
    if right.all():
        return "All right." if right.size > 1 else "Right."
    if not right.any():
        return "None of them is right yet." if right.size > 1 else "Not right yet."
    wrong = [place(tuple(int(i) for i in index)).removeprefix(" at ") for index in np.argwhere(~right)]
    return f"{right.sum()} of {right.size} are right; not yet: {listed(wrong)}."


def _what_next(assignment: Assignment, exercise: Exercise, right: int, asked: int) -> str:
    if right == asked:
        return f"All as it should be. Now write it: {program()} check {exercise.name}"
    steps = load_steps(assignment).get(exercise.name, ())
    if not steps:
        return f"{right} of {asked} are right. The docstring of {exercise.name} says what is asked for."
    seen = StepsSeen(assignment.folder / "exercises").steps(exercise.name, len(steps))
    again = f"Look at step {seen} again" if seen else "Look at the first step"
    command = f"{program()} explain {exercise.name}{' --all' if seen else ''}"
    return f"{right} of {plural(asked, 'case')} {'is' if right == 1 else 'are'} right. {again}: {command}"
