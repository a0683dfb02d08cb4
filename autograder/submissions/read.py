"""Reads one submission: a file or a folder on disk, or a zip."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from autograder.submissions.collect import collect_sources
from autograder.submissions.downloads.nbgrader import SUBMITTED
from autograder.submissions.files import Folder
from autograder.submissions.layout import person_called
from autograder.submissions.local_files import on_disk
from autograder.submissions.submission import Submission


def read_submission(path: Path, modules: Collection[str], *, follow: bool = True) -> Submission:
    """Read `path` as exactly one submission, whatever it looks like.

    Parameters
    ----------
    path : Path
        A file or a folder.
    modules : collection of str
        The names of the assignment's modules.
    follow : bool
        Whether `path` itself may be a link. One that a student has handed in may lead to the solutions.
    """
    found = on_disk(path)
    if not follow and path.is_symlink():
        found = Folder("", lambda: [replace(on_disk(path), link=True)])
    return replace(collect_sources(name_of(path), found, modules), identity=person_called(name_of(path)))


def name_of(path: Path) -> str:
    """The name of a submission at a path: nbgrader has folders of assignments in those of the students."""
    here = Path(absolute(path))
    if not path.is_dir():
        return here.stem
    return here.parent.name if here.parent.parent.name == SUBMITTED else here.name


def absolute(path: Path) -> str:
    """A path on disk from its root, as the instructor named it."""
    return os.path.abspath(path)  # noqa: PTH100  # resolve() would follow a link: its own name counts
