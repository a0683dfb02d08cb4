"""``autograder check``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from autograder.commands.options import assignment_at, assignment_option, own_files, plain_errors
from autograder.grading.grader import Grader
from autograder.report.terminal import show_progress
from autograder.sandbox.zygote import Zygote
from autograder.submission.read import read_submission


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Show what is wrong with every exercise, not just the first.")
@assignment_option
@plain_errors
def check(path: Path | None, everything: bool, assignment_folder: Path | None) -> None:
    """Run the public checks on your own files.

    PATH is the folder with your files, or one of them; by default this folder's exercises/, or this folder.
    The exit code is 0 when all public checks passed.

    \b
    autograder check             all files of this folder
    autograder check layers.py   the exercises of one file
    """
    with Zygote() as zygote:
        assignment = assignment_at(assignment_folder, start=(path or Path.cwd())).public()
        here = own_files(assignment, path)
        modules = [module.name for module in assignment.modules]
        one_of_them = here.is_file() and here.stem in modules
        only = {here.stem} if one_of_them else set(modules)
        submission = read_submission(here.parent if one_of_them else here, modules)
        report = Grader(assignment, zygote, seed=0).grade(submission)
    report = replace(report, exercises=tuple(each for each in report.exercises if each.module in only))
    show_progress(Console(), report, everything=everything)
    if not all(exercise.passed for exercise in report.exercises):
        raise click.exceptions.Exit(1)
