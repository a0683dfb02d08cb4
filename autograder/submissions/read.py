"""Reading submissions: what lies at a path, as one submission or as many."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.submissions import zip_files as archive
from autograder.submissions.collect import collect_sources
from autograder.submissions.detect import recognise
from autograder.submissions.files import ZIP, File, Folder, Unreadable
from autograder.submissions.lms_downloads import SUBMITTED
from autograder.submissions.local_files import on_disk
from autograder.submissions.submission import Submission
from autograder.text.phrasing import plural


@dataclass(frozen=True)
class Batch:
    """The submissions at some paths.

    Attributes
    ----------
    submissions : list of Submission
        Each with a name of its own.
    notes : tuple of str
        What they were recognised as, and what else an instructor should know.
    """

    submissions: list[Submission]
    notes: tuple[str, ...]


def read_batch(paths: Iterable[Path], modules: Collection[str], assignment: str = "") -> Batch:
    """Read what lies at `paths`.

    Nothing of a class stops it: what cannot be read is a submission without sources that says why.

    Parameters
    ----------
    paths : iterable of Path
        Each a file, a folder with one submission, a folder of such, an export of a course system, or a zip of these.
    modules : collection of str
        The names of the assignment's modules.
    assignment : str
        The assignment's own name, for exports that hold several.

    Raises
    ------
    Unclear
        If an export holds several assignments, and none of them is plainly this one.
    """
    paths = list(paths)
    batches = [_read(path, modules, assignment, alone=len(paths) == 1) for path in paths]
    submissions = [submission for batch in batches for submission in batch.submissions]
    return Batch(list(_with_names_of_their_own(submissions)), tuple(note for batch in batches for note in batch.notes))


def read_submission(path: Path, modules: Collection[str]) -> Submission:
    """What lies at `path` as exactly one submission, whatever it looks like."""
    return collect_sources(_name(path), on_disk(path), modules)


def _read(path: Path, modules: Collection[str], assignment: str, *, alone: bool) -> Batch:
    name = _name(path)
    try:
        with _opened(path) as found:
            if isinstance(found, File):
                return Batch([collect_sources(name, found, modules)], ())
            layout = recognise(found, modules, assignment)
            own_name = len(layout.parts) == 1 and not layout.export and not (alone and path.is_dir())
            parts = [replace(part, name=name) for part in layout.parts] if own_name else layout.parts
            submissions = [collect_sources(part.name, part.content, modules, part.messages) for part in parts]
    except Unreadable as problem:
        return Batch([Submission(name, {}, (str(problem),))], ())
    kind = (f"{layout.kind}: {plural(len(submissions), 'submission')}.",) if layout.kind and not own_name else ()
    return Batch(submissions, (*kind, *layout.notes))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[File | Folder]:
    if path.suffix.lower() == ZIP and path.is_file():
        with archive.opened(path) as folder:
            yield folder
    else:
        yield on_disk(path)


def _name(path: Path) -> str:
    """Whose submission lies at a path, if it is one; nbgrader has a folder for each assignment below the student's."""
    here = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow a link: its own name counts
    if not path.is_dir():
        return here.stem
    return here.parent.name if here.parent.parent.name == SUBMITTED else here.name


def _with_names_of_their_own(submissions: Iterable[Submission]) -> Iterator[Submission]:
    used: set[str] = set()
    for submission in submissions:
        name, number = submission.name, 2
        while name in used:
            name, number = f"{submission.name} ({number})", number + 1
        used.add(name)
        yield replace(submission, name=name)
