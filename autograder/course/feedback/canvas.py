"""Feedback files for Canvas: every file under its name in the download, with the feedback in it.

Canvas finds the student and the file by the first two numbers in the name, and shows the file under its old name. So a
Python file must stay a Python file, a notebook a notebook, and a zip a zip.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.as_text import as_lines
from autograder.course.feedback.commented import notebook_with, with_comments
from autograder.render.shown import ShownReport
from autograder.results.identity import PlatformFile
from autograder.submissions.downloads.canvas import ANONYMOUS, NAMED, first_name
from autograder.submissions.submission import Source, Submission
from autograder.zip_bytes import zip_bytes

NEXT_ZIP = "Next: in Canvas, open the assignment → Upload Submissions, and choose {zip}."
SAFE = re.compile(r"(?!\.\.?$)[^/\\\0]+")


def canvas_files(
    files: Sequence[PlatformFile], submission: Submission | None, told: ShownReport, pages: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files to return, by their names in the download; files that were not graded are left out.

    Parameters
    ----------
    files : sequence of PlatformFile
        The files of the download.
    submission : Submission or None
        The submission; None if it was not kept.
    told : ShownReport
        The feedback that the student may read.
    pages : dict of bytes
        The same as pages, by the files' names, for zips.
    """
    own = _with_feedback(submission, told) if submission else {}
    given: dict[str, bytes] = {}
    for file, name in _newest(files, own):
        if name.lower().endswith(".zip"):
            inside = {each: content for each, content in own.items() if SAFE.fullmatch(each)}
            given[file.name] = zip_bytes(sorted({**inside, **pages}.items()), deflated=True)
        elif name in own:
            given[file.name] = own[name]
    return given


def _with_feedback(submission: Submission, told: ShownReport) -> dict[str, bytes]:
    """The student's files by name, each with the feedback on its exercises; the first also has all other feedback."""
    modules = {exercise.module for exercise in told.exercises}
    first = next(iter(submission.sources), "")
    return {
        source.file: commented(
            source, told, {module} | (modules - set(submission.sources) if module == first else set())
        )
        for module, source in submission.sources.items()
    }


def commented(source: Source, told: ShownReport, modules: Collection[str]) -> bytes:
    """A file with the feedback on the exercises of these modules in it.

    Parameters
    ----------
    source : Source
        The file as it was handed in.
    told : ShownReport
        The feedback that the student may read.
    modules : collection of str
        The modules whose exercises are in the file.
    """
    mine = replace(told, exercises=tuple(each for each in told.exercises if each.module in modules))
    if source.in_cells:
        return notebook_with(source, as_markdown(mine))
    return with_comments(source, as_lines(mine))


def _newest(files: Sequence[PlatformFile], own: Collection[str]) -> Iterator[tuple[PlatformFile, str]]:
    """Each file with the student's own name for it, as it was graded: of those handed in again, the newest."""
    newest: dict[str, tuple[PlatformFile, str]] = {}
    for file in sorted(files, key=lambda each: int(each.id) if each.id.isdigit() else 0):
        match = ANONYMOUS.fullmatch(file.name) or NAMED.fullmatch(file.name)
        if match and match["file"] and SAFE.fullmatch(file.name):
            name = match["file"] if match["file"] in own else first_name(match["file"])
            newest[name] = (file, name)
    yield from newest.values()
