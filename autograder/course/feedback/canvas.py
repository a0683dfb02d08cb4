"""What Canvas takes back: every file under the very name that it was downloaded by, with the feedback in it.

Canvas finds student and file by the first two numbers in the name, and shows the student the file by its old name: so a
Python file has to stay one, a notebook one, and a zip one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from autograder.course.feedback.as_html import as_html
from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.as_text import as_lines
from autograder.course.feedback.commented import notebook_with, with_comments
from autograder.course.feedback.told import Told
from autograder.results.identity import PlatformFile
from autograder.submissions.downloads.canvas import AGAIN, ANONYMOUS, NAMED
from autograder.submissions.submission import Source, Submission
from autograder.zip_bytes import zip_bytes

SAFE = re.compile(r"[^/\\\0]+")


def canvas_files(files: Sequence[PlatformFile], submission: Submission | None, told: Told) -> dict[str, bytes]:
    """The files to give back, by the names that they were downloaded by; a file that was not graded is left out.

    Parameters
    ----------
    files : sequence of PlatformFile
        The files of the download.
    submission : Submission or None
        What was handed in; None if it was not kept.
    told : Told
        What the student may read.
    """
    sources = {source.file: (module, source) for module, source in submission.sources.items()} if submission else {}
    given: dict[str, bytes] = {}
    for file, own in _newest(files):
        if own.lower().endswith(".zip"):
            given[file.name] = _zip(sources, told)
        elif known := sources.get(own) or sources.get(_as_handed_in(own)):
            given[file.name] = commented(*known, told, len(sources))
    return given


def commented(module: str, source: Source, told: Told, files: int = 1) -> bytes:
    """A file with the feedback in it: all of it in the only file, else what belongs to the file's module."""
    if source.is_notebook and not source.first_lines:
        return notebook_with(source, as_markdown(told))
    return with_comments(source, as_lines(told, module if files > 1 else None))


def _newest(files: Sequence[PlatformFile]) -> Iterator[tuple[PlatformFile, str]]:
    """Each file that was graded with the student's own name for it: of those handed in again, the newest."""
    newest: dict[str, tuple[PlatformFile, str]] = {}
    for file in sorted(files, key=lambda each: int(each.id) if each.id.isdigit() else 0):
        match = ANONYMOUS.fullmatch(file.name) or NAMED.fullmatch(file.name)
        if match and match["file"] and SAFE.fullmatch(file.name):
            newest[_as_handed_in(match["file"])] = (file, match["file"])
    yield from newest.values()


def _as_handed_in(name: str) -> str:
    """A name without the number that Canvas adds to a file that is handed in again."""
    path = PurePosixPath(name)
    return f"{AGAIN.sub('', path.stem)}{path.suffix}"


def _zip(sources: Mapping[str, tuple[str, Source]], told: Told) -> bytes:
    own = {
        file: commented(module, source, told, len(sources))
        for file, (module, source) in sources.items()
        if SAFE.fullmatch(file) and file not in {".", ".."}
    }
    pages = {"feedback.md": as_markdown(told).encode(), "feedback.html": as_html(told).encode()}
    return zip_bytes(sorted({**own, **pages}.items()), deflated=True)
