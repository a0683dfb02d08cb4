"""``autograder hunt``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.cli.prompt import Answers, NotAnswered, in_one_go
from autograder.cli.selection import exercise_named
from autograder.student.hunt.hunts_file import hunt_of
from autograder.student.hunt.questions import NO_HUNT, all_questions, as_text, how_far, questions


@click.command()
@click.argument("name")
@click.option("--answer", "answers", multiple=True, help="An answer; once for each question, in order.")
@assignment_option
@plain_errors
def hunt(name: str, answers: Sequence[str], assignment_folder: Path | None) -> None:
    """Find the mistakes in wrong answers.

    This shows three answers to one public call, of which one is right. Which one is it, where do the others differ
    from it, and which hint fits each of them? This is not graded. The exit code is 0 if all your answers are right.

    \b
    hunt NAME                                       asks you
    hunt NAME --answer B --answer "[0, 1]; [1, 0]"  takes these answers
    """
    assignment = assignment_at(assignment_folder)
    exercise = exercise_named(assignment, name)
    found = hunt_of(assignment, exercise)
    if found is None:
        raise click.ClickException(NO_HUNT.format(name=name))
    click.echo(f"\n{as_text(found)}\n")
    given, asked = Answers(answers), list(questions(found))
    how = in_one_go(f"{program()} hunt {name}", len(asked))
    if given.none:
        click.echo(f"{all_questions(found)}\n\n{how}")
        return
    told: list[bool] = []
    try:
        for question in asked:
            right, said = question.judge(given.to(question.text))
            click.echo(f"  {said}")
            told.append(right)
    except NotAnswered:
        click.echo(f"\n{len(asked) - len(told)} questions are left. {how}")
    click.echo(f"\n{how_far(told, len(asked), f'{program()} check {name}')}")
    if len(told) < len(asked) or not all(told):
        raise click.exceptions.Exit(1)
