"""``autograder check``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from autograder.cli.options import assignment_at, assignment_option, plain_errors, program, started_ahead
from autograder.cli.selection import select
from autograder.cli.watch import watch
from autograder.render.console import screen
from autograder.render.progress import busy, show_progress
from autograder.student.explanations.guide import where_to_read_on
from autograder.student.local_checks import LocalChecker, workers
from autograder.submissions.read import read_submission


@click.command()
@click.argument("words", nargs=-1, metavar="[EXERCISE|FILE|FOLDER]...")
@click.option("--watch", "watching", is_flag=True, help="Check again at each save, until Ctrl-C.")
@click.option("--all", "everything", is_flag=True, help="Show all mistakes, not just the first one to mend.")
@click.option("--programs", is_flag=True, hidden=True, help="Run the code as on systems without isolation.")
@assignment_option
@plain_errors
def check(
    words: tuple[str, ...], watching: bool, everything: bool, programs: bool, assignment_folder: Path | None
) -> None:
    """Run the public checks on your own files.

    Name exercises or files to check those alone. Your code is expected in this folder, or in exercises/ below it; name
    another folder, or a notebook, if it is elsewhere. The exit code is 0 if all public checks pass.

    \b
    check                everything
    check NAME           one exercise
    check NAME.py        the exercises of one file
    check --watch        again, whenever you save
    """
    with workers(started_ahead(), programs=programs) as pool:
        pool.warm_up()
        assignment = assignment_at(assignment_folder).public_view()
        what = select(words, assignment, Path.cwd())
        practice = LocalChecker(assignment, pool)
        modules = assignment.module_names
        stuck = partial(where_to_read_on, assignment, explain=f"{program()} explain")
        if watching:
            watch(practice, what, modules, everything=everything, stuck=stuck)
            return
        console = screen()
        with busy(console):
            submission = read_submission(what.path, modules)
            report = practice.check(submission, what.names)
    file = submission.other_file(modules)
    show_progress(console, report, everything=everything, of=what.words, file=file, stuck=stuck)
    if not all(exercise.passed for exercise in report.exercises):
        raise click.exceptions.Exit(1)
