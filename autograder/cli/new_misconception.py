"""``autograder new-misconception``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import Assignment, AssignmentError
from autograder.atomic_files import write_atomically
from autograder.cli.gradebook_commands.options import command, in_words
from autograder.cli.options import assignment_at, assignment_option, plain_errors, program
from autograder.course.class_groups import Group, example_of, group_called, groups
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.new_misconception import misconception_file
from autograder.course.policy.course_file import policy_beside

MISCONCEPTIONS = Path("solutions", "misconceptions")


@command("new-misconception")
@click.argument("group")
@click.option("--name", required=True, help="The misconception's id, in small letters with hyphens.")
@click.option("--hint", help="The hint for students. Default: the hint that `name` gave the group.")
@click.option("--yes", is_flag=True, help="Write it; without this, it is only shown.")
@assignment_option
@plain_errors
def new_misconception(
    path: Path, group: str, name: str, hint: str | None, yes: bool, assignment_folder: Path | None
) -> None:
    """Add a group of equal wrong answers to the assignment as a misconception.

    One student's function becomes a file in solutions/misconceptions/, without comments. It will run in the grader's
    own process, so read it before you use --yes. From then on, submissions with the same answers get this name, also in
    hidden checks, and in coming years.

    \b
    autograder new-misconception softmax-3f9a2c81 --name sum-of-all-rows
    autograder new-misconception softmax-3f9a2c81 --name sum-of-all-rows --yes
    """
    with in_words(), open_gradebook(path) as gradebook:
        assignment = assignment_at(assignment_folder)
        meant = group_called(groups(gradebook, policy_beside(path)), group)
        hint = hint or meant.hint
        if not hint:
            raise GradebookError(f"{group} has no hint yet. Give one with --hint: a question that leads to the idea.")
        _refuse_a_second(assignment, meant, name)
        text = misconception_file(example_of(gradebook, meant), meant.exercise.name, meant.exercise.module, name, hint)
    target = assignment.folder / MISCONCEPTIONS / f"{name.replace('-', '_')}.py"
    if not yes:
        click.echo(text)
        click.echo(f"Nothing was written. Read it, since it will run as your code; --yes writes it to {target}.")
        return
    _write(assignment, target, text)
    click.echo(
        f"Wrote {target}. To undo this, delete that file.\n"
        f"  {program()} audit {meant.exercise.name}\n      proves that the checks tell it from other mistakes\n"
        f"  {program()} gradebook regrade\n      gives it to all who made it; asks only those it may concern"
    )


def _refuse_a_second(assignment: Assignment, group: Group, name: str) -> None:
    if any(each.exercise == group.exercise.name and each.name == name for each in assignment.misconceptions):
        raise GradebookError(f"{group.exercise.name} has a misconception {name} already. Choose another --name.")


def _write(assignment: Assignment, target: Path, text: str) -> None:
    if target.exists():
        raise click.ClickException(f"{target} exists already and was not changed. Choose another --name.")
    try:
        target.parent.mkdir(exist_ok=True)
        write_atomically(target, text.encode())
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from error
    try:
        load_assignment(assignment.folder)
    except AssignmentError:
        target.unlink()  # an assignment that cannot be read is worse than a mistake without a name
        raise
