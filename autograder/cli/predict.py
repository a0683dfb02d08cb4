"""``autograder predict``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.assignment.model import Assignment, Exercise
from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.cli.prompt import Answers, NotAnswered, in_one_go
from autograder.cli.selection import exercise_named
from autograder.student.explanations.guide import load_steps
from autograder.student.explanations.steps_seen import StepsSeen
from autograder.student.predict.questions import (
    NO_PREDICTION,
    Part,
    asked_for,
    case_in_words,
    note_predictions,
    numbers_in,
    prediction_cases,
    prediction_in_words,
)
from autograder.text.phrasing import plural


@click.command()
@click.argument("name")
@click.option("--answer", "answers", multiple=True, help="The numbers of one array; once for each array.")
@assignment_option
@plain_errors
def predict(name: str, answers: Sequence[str], assignment_folder: Path | None) -> None:
    """Predict the results of an exercise by hand, before you write it.

    This shows two of its public cases; type the numbers of each array, row by row. You are told which are right, and
    where to read on. This is not graded. The exit code is 0 if all numbers are right.

    \b
    predict NAME                    asks you
    predict NAME --answer "-4, 0"   takes these numbers
    """
    assignment = assignment_at(assignment_folder)
    exercise = exercise_named(assignment, name)
    cases = prediction_cases(exercise)
    if not cases:
        raise click.ClickException(NO_PREDICTION.format(name=name))
    given, right = Answers(answers), 0
    how = in_one_go(f"{program()} predict {name}", sum(len(case.parts) for case in cases))
    if given.none:
        click.echo("\n".join(f"\n{case_in_words(case)}" for case in cases) + f"\n\n{how}")
        return
    try:
        for case in cases:
            click.echo(f"\n{case.call}\n")
            told = [_asked(part, given) for part in case.parts]
            right += all(told)
    except NotAnswered:
        click.echo(f"\nSome answers are missing. {how}")
    note_predictions(assignment, exercise.name, right, len(cases))
    click.echo(f"\n{_what_next(assignment, exercise, right, len(cases))}")
    if right < len(cases):
        raise click.exceptions.Exit(1)


def _asked(part: Part, given: Answers) -> bool:
    """Whether a part was predicted correctly; shows which entries are right."""
    text = given.to(asked_for(part))
    try:
        right, said = prediction_in_words(numbers_in(text), part)
    except ValueError:
        right, said = False, "These are not all numbers."
    click.echo(f"  {said}")
    return right


def _what_next(assignment: Assignment, exercise: Exercise, right: int, asked: int) -> str:
    if right == asked:
        return f"All of it is right. Now write it: {program()} check {exercise.name}"
    steps = load_steps(assignment).get(exercise.name, ())
    if not steps:
        return f"{right} of {asked} are right. Read the docstring of {exercise.name} again."
    seen = StepsSeen(assignment.folder / "exercises").steps(exercise.name, len(steps))
    again = f"Look at step {seen} again" if seen else "Look at the first step"
    command = f"{program()} explain {exercise.name}{' --all' if seen else ''}"
    return f"{right} of {plural(asked, 'case')} {'is' if right == 1 else 'are'} right. {again}: {command}"
