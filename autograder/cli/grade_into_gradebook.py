"""``autograder grade EXPORT --gradebook FILE``: shows progress, and a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.assignment.fingerprint import check_fingerprints, engine_digest, misconception_fingerprints
from autograder.assignment.model import Assignment
from autograder.batch.grading_process import Ref
from autograder.cli.gradebook_commands.options import in_words
from autograder.cli.options import program
from autograder.course.class_grading import Again, ClassGrading, Graded, Outcome
from autograder.course.gradebook.changed import Current
from autograder.course.gradebook.database import Gradebook, open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.gradings import failures
from autograder.course.gradebook.notices import late_without_time
from autograder.course.gradebook.recording import enter_roster
from autograder.course.gradebook.standing import standings
from autograder.course.page.statistics import ClassStatistics, statistics_of
from autograder.course.page.terminal import show_not_graded, show_statistics
from autograder.course.policy.course_file import CourseFileError, policy_beside
from autograder.grading.grader_spec import GraderSpec
from autograder.immutable import immutable
from autograder.results.identity import Person
from autograder.text.phrasing import listed, plural

MOST_NAMED = 8  # files


@immutable
class Destination:
    """The gradebook that results are written to, and how.

    Attributes
    ----------
    path : Path
        The gradebook's file.
    seed : int or None
        The seed, if the user has given one.
    new_seed : int
        The seed of a new gradebook otherwise.
    resume : bool
        Whether to skip submissions that are graded and unchanged.
    absent : sequence of Person
        Students on the roster who handed in nothing.
    """

    path: Path
    seed: int | None
    new_seed: int
    resume: bool = True
    absent: Sequence[Person] = ()


@dataclass
class Tally:
    """Counts the outcomes of submissions, for the progress bar."""

    counts: Counter[Outcome] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return self.counts.total()

    @property
    def graded(self) -> int:
        return self.counts[Outcome.GRADED] + self.counts[Outcome.CHANGED_CHECKS]

    def in_words(self) -> str:
        """The counts as a sentence."""
        parts = [f"{self.counts[each]} {each.value}" for each in Outcome if self.counts[each]]
        return f"{plural(self.done, 'submission')}: {', '.join(parts)}." if parts else "No submission."


def grade_into(
    to: Destination,
    assignment: Assignment,
    refs: Sequence[Ref],
    graded: Graded,
    console: Console,
) -> bool:
    """Grade a class into a gradebook; return whether all could be graded.

    Parameters
    ----------
    to : Destination
        The gradebook.
    assignment : Assignment
        The assignment.
    refs : sequence of Ref
        The submissions.
    graded : callable
        Grades submissions with the grader of a spec.
    console : Console
        The console for progress and summary.
    """
    is_new = not to.path.exists() or not to.path.stat().st_size
    with in_words(), open_gradebook(to.path, create=True) as gradebook:
        seed = begin(gradebook, assignment.name, to.seed, to.new_seed)
        enter_roster(gradebook, to.absent)
        again = None if to.resume else Again(frozenset(), "graded again on request")
        current = current_of(assignment)
        spec = GraderSpec(assignment.folder, seed)
        tally = run(ClassGrading(gradebook, current, spec, graded, again), refs, console)
        _conclude(gradebook, tally, console, is_new=is_new)
    return not tally.counts[Outcome.FAILED]


def current_of(assignment: Assignment) -> Current:
    """The current versions of everything that grades depend on."""
    return Current(assignment, engine_digest(), check_fingerprints(assignment), misconception_fingerprints(assignment))


def run(grading: ClassGrading, refs: Iterable[Ref], console: Console, total: int | None = None) -> Tally:
    """Grade with a progress bar that shows the number done, the speed, the remaining time, and failures.

    Parameters
    ----------
    grading : ClassGrading
        The grading; its callback is set here.
    refs : iterable of Ref
        The submissions.
    console : Console
        Where the bar is shown.
    total : int, optional
        The number of submissions, if `refs` has no length.

    Raises
    ------
    click.ClickException
        If it was interrupted, or the gradebook cannot be written; the message tells what is kept.
    """
    tally = Tally()
    columns = (
        *(TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}")),
        *(TimeRemainingColumn(), TextColumn("{task.fields[failed]}", style="red")),
    )
    total = len(refs) if total is None and isinstance(refs, Sequence) else total
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, rate="", failed="")

        def done(_: str, outcome: Outcome) -> None:
            tally.counts[outcome] += 1
            speed = progress.tasks[0].speed
            failed = tally.counts[Outcome.FAILED]
            progress.update(
                task,
                advance=1,
                rate=f"{60 * speed:.0f} a minute" if speed else "",
                failed=f"{failed} not graded" if failed else "",
            )

        try:
            replace(grading, done=done).grade(refs)
        except GradebookError as error:
            raise click.ClickException(f"{error}{_kept(tally, grading.gradebook)}") from error
        except KeyboardInterrupt as error:
            raise click.ClickException(f"Interrupted.{_kept(tally, grading.gradebook)}") from error
    return tally


def _kept(tally: Tally, gradebook: Gradebook) -> str:
    written = plural(tally.graded, "result was", "results were")
    return f" {written} written to {gradebook.path}; the same command continues from there."


def _conclude(gradebook: Gradebook, tally: Tally, console: Console, *, is_new: bool) -> None:
    say(console, tally.in_words())
    try:
        grades = list(standings(gradebook, policy_beside(gradebook.path)))
        found = statistics_of(grades)
    except (CourseFileError, GradebookError) as problem:
        say(console, f"{problem} Points are graded and kept; what counts can be shown once that is corrected.")
    else:
        show_statistics(console, found)
        for notice in filter(None, (_nothing_attempted(found), late_without_time(grades))):
            say(console, notice)
    show_not_graded(console, list(dict.fromkeys((name, message) for _, name, message in failures(gradebook))))
    if is_new:
        say(console, f"Made {gradebook.path}. To undo it, delete that file.")
    elif tally.graded:
        say(console, "Nothing in it was overwritten: earlier grades are in each student's history.")
    say(console, f"Student by student: {program()} gradebook show --gradebook {gradebook.path}")
    say(console, f"On one page: {program()} report {gradebook.path} --html class.html")


def _nothing_attempted(found: ClassStatistics) -> str:
    """That nobody of several wrote anything for this assignment, which is rather our fault than theirs."""
    if len(found.scores) < 2 or any(each.attempted for each in found.exercises.values()):
        return ""
    modules = list(dict.fromkeys(f"{each.module}.py" for each in found.exercises.values()))
    return (
        f"Nobody has written any of this assignment's functions. Is it the assignment that they were given? Its files "
        f"are {listed(modules, MOST_NAMED)}; another assignment is named by --assignment."
    )


def on_cluster(address: str, *, trust: bool) -> Graded:
    """A function that grades on a Dask cluster.

    Parameters
    ----------
    address : str
        The address of its scheduler.
    trust : bool
        Whether to grade even on workers where submissions can read the solutions.

    Raises
    ------
    click.UsageError
        If Dask is not installed.
    """
    try:
        from autograder.batch.dask_cluster import graded_by_cluster
        from autograder.batch.dask_connection import Settings
    except ImportError as error:
        raise click.UsageError(
            "--dask needs the package distributed: pip install 'backprop-autograder[dask]', here and on the workers."
        ) from error
    settings = Settings(address, trust_submissions=trust)
    return lambda spec, refs: graded_by_cluster(spec, refs, settings)


def say(console: Console, text: str) -> None:
    """Print a line as it is."""
    console.print(text, highlight=False, markup=False, soft_wrap=True)
