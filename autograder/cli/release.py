"""``autograder release``."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

import click

from autograder.assignment.model import Assignment
from autograder.assignment.placeholders import require_no_placeholders
from autograder.authoring.visibility import Visibility
from autograder.cli.options import assignment_at, assignment_option, plain_errors
from autograder.platforms.gradescope.gradescope_zip import SCRIPTS, gradescope_files, pinned
from autograder.platforms.otter import otter_zips
from autograder.platforms.reproducible_zip import write_zip
from autograder.platforms.student_zip import student_files
from autograder.text.phrasing import number, plural

output_option = click.option(
    "--output",
    "output",
    type=click.Path(file_okay=False, path_type=Path),
    default="dist",
    show_default=True,
    help="The folder to write to.",
)

seed_option = click.option(
    "--seed", type=click.IntRange(0), help="The seed of the hidden inputs. Default: one derived from solutions/."
)


@click.group()
def release() -> None:
    """Build zips for students, for Gradescope and for Otter."""


@release.command()
@output_option
@assignment_option
@plain_errors
def student(output: Path, assignment_folder: Path | None) -> None:
    """Build the zip for students.

    It contains stubs, handout, public checks, notebook and engine, and nothing of solutions/. The same files give the
    same zip, byte for byte.

    \b
    autograder release student   writes dist/<assignment>-student.zip
    """
    assignment = assignment_at(assignment_folder)
    _write(output / f"{assignment.name}-student.zip", student_files(assignment))
    click.echo("Next: hand it out. Its README.md explains how to begin.")


@release.command()
@output_option
@seed_option
@click.option(
    "--minutes", type=click.IntRange(2, 40), default=10, show_default=True, help="Time limit set on Gradescope."
)
@click.option(
    "--cool-down",
    type=click.FloatRange(0),
    default=0,
    metavar="MINUTES",
    help="Minimum time between two submissions that are graded; an earlier one gets the previous results. "
    "To regrade all submissions, upload a zip without a cool-down first.",
)
@click.option("--leaderboard", is_flag=True, help="Show a leaderboard of public points.")
@assignment_option
@plain_errors
def gradescope(
    output: Path, seed: int | None, minutes: int, cool_down: float, leaderboard: bool, assignment_folder: Path | None
) -> None:
    """Build the zip to upload to Gradescope.

    The same files give the same zip, byte for byte.

    \b
    autograder release gradescope                  writes dist/<assignment>-gradescope.zip
    autograder release gradescope --cool-down 15   grades a student every 15 minutes at most
    """
    assignment = _with_solutions(assignment_folder)
    files = gradescope_files(assignment, seed=seed, minutes=minutes, cool_down=cool_down, leaderboard=leaderboard)
    _write(output / f"{assignment.name}-gradescope.zip", files, SCRIPTS)
    click.echo(f"Installs {plural(pinned(files['requirements.txt']), 'package')}. {_points(assignment)}")
    for name in _concealed(assignment):
        click.secho(f"Warning: {name} has the visibility hidden: students will never see their total.", fg="yellow")
    click.echo("Next: on Gradescope, open the programming assignment, Configure Autograder, and upload this file.")


@release.command()
@output_option
@seed_option
@assignment_option
@plain_errors
def otter(output: Path, seed: int | None, assignment_folder: Path | None) -> None:
    """Build the zips for a course that uses Otter.

    One zip is for students, with the notebook. The other two are for `otter run` or Gradescope: one has a plugin, which
    takes every score from an isolated process; the other works with Otter alone, which runs submissions beside the
    answers.

    \b
    autograder release otter                       writes three zips to dist/
    PYTHONPATH=dist/backprop-otter.zip otter run alice.ipynb -a dist/backprop-otter.zip
    """
    assignment = _with_solutions(assignment_folder)
    _write(output / f"{assignment.name}-otter-student.zip", otter_zips.otter_student_files(assignment))
    _write(output / f"{assignment.name}-otter.zip", otter_zips.plugin_files(assignment, seed), otter_zips.PROGRAMS)
    _write(
        output / f"{assignment.name}-otter-plain.zip", otter_zips.kernel_files(assignment, seed), otter_zips.PROGRAMS
    )
    click.echo(
        "The first is for students; the second grades with the plugin; the third with Otter alone, not isolated."
    )


def _with_solutions(folder: Path | None) -> Assignment:
    assignment = assignment_at(folder)
    if not assignment.references:
        raise click.ClickException("This assignment has no solutions/: nothing could be graded.")
    require_no_placeholders(assignment)
    return assignment


def _write(path: Path, files: Mapping[str, bytes], executable: Collection[str] = ()) -> None:
    """Write a zip, and show its size and hash."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_zip(path, files, executable)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    content = path.read_bytes()
    click.echo(
        f"{path}: {len(files)} files, {len(content) >> 10} KB, sha256 {hashlib.sha256(content).hexdigest()[:16]}…"
    )


def _points(assignment: Assignment) -> str:
    """A sentence on the assignment's points, and how many are for public checks."""
    public = sum(check.points for check in assignment.checks if check.is_public)
    hidden = assignment.points - public
    return f"{number(assignment.points)} points: {number(public)} for public checks, {number(hidden)} for hidden ones."


def _concealed(assignment: Assignment) -> list[str]:
    """The checks whose results students never see."""
    return [
        f"{check.name} of {exercise.name}"
        for exercise in assignment.exercises
        for check in exercise.checks
        if check.visibility == Visibility.HIDDEN
    ]
