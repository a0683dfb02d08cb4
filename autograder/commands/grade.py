"""``autograder grade``."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.assignment import Assignment, own_assignment
from autograder.commands.options import assignment_at, assignment_option, plain_errors
from autograder.grading.grader import Grader
from autograder.report.as_json import write_json
from autograder.report.report import Report
from autograder.report.terminal import show_class, show_report
from autograder.report.text import safe
from autograder.sandbox.zygote import MOST_JOBS, Zygote
from autograder.submission.layout import Unclear
from autograder.submission.read import Batch, read_batch
from autograder.submission.submission import Submission


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here.")
@click.option(
    "--jobs", type=click.IntRange(1, MOST_JOBS), help="Submissions graded at a time. Default: one a processor."
)
@click.option("--seed", type=click.IntRange(0), help="Draw hidden inputs from this number. Default: a fresh one.")
@assignment_option
@plain_errors
def grade(
    paths: Sequence[Path], json_path: Path | None, jobs: int | None, seed: int | None, assignment_folder: Path | None
) -> None:
    """Grade submissions with public and hidden checks.

    PATH is a file, a notebook, a folder with one student's files, a folder of many submissions, what Gradescope,
    Canvas or nbgrader hands out, or a zip of any of these. The exit code is 0 when all were graded, whatever the score,
    1 when something could not be graded, and 2 for wrong usage.

    \b
    autograder grade alice/                       one student
    autograder grade submissions/ --json all.json a class: one JSON object a line
    autograder grade alice/ --seed 7              the same hidden inputs again
    """
    if json_path and not json_path.parent.is_dir():
        raise click.UsageError(f"The report cannot be written to {json_path}: there is no folder {json_path.parent}.")
    zygote = Zygote()  # it imports NumPy while the assignment is read here
    with zygote:
        console = Console()
        assignment = assignment_at(assignment_folder or own_assignment(), start=Path.cwd())
        if not assignment.references:
            raise click.ClickException("This assignment has no solutions/: only its public checks can run. Use check.")
        batch = _read(paths, assignment)
        for note in batch.notes:
            console.print(safe(note), highlight=False, markup=False)
        seed = secrets.randbits(32) if seed is None else seed
        grader = Grader(assignment, zygote, seed=seed)
        reports = _grade_all(grader, batch.submissions, jobs or min(os.cpu_count() or 1, MOST_JOBS), console)
    if len(reports) == 1:
        show_report(console, reports[0])
    else:
        show_class(console, reports)
    console.print(f"Hidden inputs: --seed {seed} draws them again.", style="dim", highlight=False)
    if json_path:
        _write(json_path, reports)
    if not all(report.graded for report in reports):
        raise click.exceptions.Exit(1)


def _read(paths: Sequence[Path], assignment: Assignment) -> Batch:
    try:
        return read_batch(paths, [module.name for module in assignment.modules], assignment.name)
    except Unclear as problem:
        raise click.UsageError(str(problem)) from problem


def _grade_all(grader: Grader, submissions: Sequence[Submission], jobs: int, console: Console) -> list[Report]:
    """The reports, in the order of the submissions."""
    if len(submissions) == 1:
        return [grader.grade(submissions[0])]
    reports: dict[int, Report] = {}
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        for place, report in progress.track(_as_done(grader, submissions, jobs), total=len(submissions)):
            reports[place] = report
    return [reports[place] for place in range(len(submissions))]


def _as_done(grader: Grader, submissions: Sequence[Submission], jobs: int) -> Iterator[tuple[int, Report]]:
    pool = ThreadPoolExecutor(jobs)
    try:
        places = {pool.submit(grader.grade, submission): place for place, submission in enumerate(submissions)}
        for future in as_completed(places):
            yield places[future], future.result()
    finally:  # also on Ctrl-C: what has not begun does not begin
        pool.shutdown(cancel_futures=True)


def _write(path: Path, reports: Sequence[Report]) -> None:
    try:
        write_json(reports, path)
    except OSError as error:
        raise click.ClickException(f"The report cannot be written to {path}: {error.strerror}.") from error
