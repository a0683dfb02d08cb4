"""Lists the submissions of a class, and shows how its files were understood, before anything is graded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from autograder.submissions.detect import CHOICES
from autograder.submissions.downloads.by_pattern import compiled
from autograder.submissions.files import Folder, Unreadable
from autograder.submissions.layout import AmbiguousLayout
from autograder.submissions.listing import Batch, Reading, list_submissions
from autograder.submissions.ref import SubmissionRef
from autograder.submissions.roster import Joined, RosterError, join, read_roster_file
from autograder.text.phrasing import plural
from autograder.text.sanitize import one_line

MOST_SHOWN = 20  # submissions, and names in a list
MOST_FILES = 4  # names of files of one submission
MOST_LOOKED_AT = 100  # entries of one submission
LONGEST_LINE = 300  # characters

as_option = click.option(
    "--as", "chosen", type=click.Choice(CHOICES), help="Which platform's download PATH is, if that is ambiguous."
)
names_option = click.option(
    "--names",
    "pattern",
    metavar="REGEX",
    help="A regular expression that finds each file's student in its whole path below PATH, with the group "
    "(?P<student_id>…) and, optionally, file_id, first_name, last_name, timestamp, attempt.",
)
roster_option = click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file with the columns id, name, email, section, to find who handed in nothing.",
)


def list_class(
    paths: Sequence[Path], reading: Reading, pattern: str | None, roster_path: Path | None, console: Console
) -> Batch:
    """List the submissions in these paths, and show how they were understood.

    Parameters
    ----------
    paths : sequence of Path
        The paths to grade.
    reading : Reading
        How to read them.
    pattern : str or None
        The instructor's regular expression for paths.
    roster_path : Path or None
        The course's list of students.
    console : Console
        Where to show the list.

    Raises
    ------
    click.UsageError
        If a path is ambiguous, or the pattern or the roster cannot be used.
    """
    try:
        names = compiled(pattern) if pattern is not None else None
        if names and reading.chosen:
            raise AmbiguousLayout("--as and --names exclude each other. Give one of them.")
        batch = list_submissions(paths, Reading(reading.modules, reading.assignment, reading.chosen, names))
        joined = join(batch.refs, read_roster_file(roster_path)) if roster_path else None
    except (AmbiguousLayout, RosterError) as problem:
        raise click.UsageError(str(problem)) from problem
    for line in _lines(batch, joined):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return replace(batch, refs=joined.refs, absent=joined.without) if joined else batch


def _lines(batch: Batch, joined: Joined | None) -> Iterator[str]:
    yield from (one_line(note, 1000) for note in batch.notes)
    if batch.is_class:
        yield from (f"  {one_line(ref.name)}: {_files_of(ref)}" for ref in batch.refs[:MOST_SHOWN])
        if more := len(batch) - MOST_SHOWN:
            yield from [f"  … and {plural(more, 'more submission')}"] * (more > 0)
        yield from _listed("Left over, not graded:", [f"{each.name} ({each.why})" for each in batch.left_over])
    if joined:
        yield from _listed(
            "On the roster, without a submission:",
            [f"{one_line(person.name)} ({person.id})" if person.name else person.id for person in joined.without],
        )
        yield from _listed("Submissions of nobody on the roster:", joined.unlisted)


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield heading
        yield from (f"  {one_line(line, LONGEST_LINE)}" for line in lines[:MOST_SHOWN])
        yield from [f"  … and {len(lines) - MOST_SHOWN} more"] * (len(lines) > MOST_SHOWN)


def _files_of(ref: SubmissionRef) -> str:
    """The names of a submission's files. A zip among them is not opened."""
    if ref.problem or not ref.pieces:
        return "nothing to grade"
    try:
        files = list(_walk(ref))
    except (Unreadable, OSError):
        return "cannot be read"
    if not files:
        return "no code"
    more = f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else ""
    return f"{', '.join(one_line(name, 60) for name in files[:MOST_FILES])}{more}"


def _walk(ref: SubmissionRef) -> Iterator[str]:
    waiting = [("", entry) for entry in reversed(ref.listing())]
    for _ in range(MOST_LOOKED_AT):
        if not waiting:
            return
        path, entry = waiting.pop()
        if isinstance(entry, Folder):
            if not entry.link:
                waiting += [(f"{path}{entry.name}/", each) for each in reversed(entry.entries)]
        elif entry.code or entry.archive:
            yield f"{path}{entry.name}"
