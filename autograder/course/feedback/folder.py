"""Writes a folder of feedback: pages for everybody, and the files for platforms, as folders and as zips to upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.atomic_files import write_atomically
from autograder.course.feedback.canvas import canvas_files
from autograder.course.feedback.file_names import folder_names
from autograder.course.feedback.moodle import moodle_files
from autograder.course.feedback.pages import Feedback, Page, Tally, pages_of
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.text.sanitize import one_line
from autograder.zip_bytes import zip_bytes

MARK = ".autograder-feedback"
MARK_TEXT = b"autograder feedback wrote this folder, and writes over what is in it.\n"


class FolderError(Exception):
    """The folder cannot be written; the message explains why, and what to do."""


@dataclass
class Written(Tally):
    """What was written.

    Attributes
    ----------
    files : dict of (set of str)
        The files for each platform, by their names in its zip.
    not_given_back : list of str
        Students on Canvas whose files could not be returned.
    """

    files: dict[str, set[str]] = field(default_factory=dict)
    not_given_back: list[str] = field(default_factory=list)


def write_feedback(folder: Path, feedback: Feedback) -> Written:
    """Write a page for each student, and the files for their platform.

    Raises
    ------
    FolderError
        If the folder cannot be written, or holds other things.
    """
    require_own(folder)
    names = folder_names(grade.student for grade in feedback.grades)
    written = Written()
    try:
        _put(folder, MARK, MARK_TEXT)
        for page in pages_of(feedback, written):
            for name, content in page.files.items():
                _put(folder, f"pages/{names[page.grade.student.row]}/{name}", content)
            _give_back(folder, page, _for_platform(feedback.gradebook, page), written)
        for platform, files in written.files.items():
            contents = ((name, (folder / platform / name).read_bytes()) for name in sorted(files))
            _put(folder, f"{platform}.zip", zip_bytes(contents, deflated=True))
    except OSError as error:
        raise FolderError(f"{folder} cannot be written: {error.strerror}. What was written is complete.") from error
    return written


def require_own(folder: Path) -> None:
    """Make sure that a folder holds nothing but earlier feedback.

    Raises
    ------
    FolderError
        If it does.
    """
    try:
        if (folder / MARK).exists() or not folder.exists() or not any(folder.iterdir()):
            return
    except OSError as error:
        raise FolderError(f"{folder} cannot be used: {error.strerror}.") from error
    raise FolderError(f"{folder} holds other things, and was not changed. Name a new folder, or an empty one.")


def _for_platform(gradebook: Gradebook, page: Page) -> dict[str, bytes] | None:
    """The files for the platform that the attempt came from; None if it does not take any."""
    attempt, platform = page.grade.attempt, page.grade.identity.platform
    if attempt and platform == "moodle":
        return moodle_files(page)
    if attempt and platform == "canvas":
        return canvas_files(attempt.identity.files, kept_submission(gradebook, attempt.row), page.told, page.files)
    return None


def _give_back(folder: Path, page: Page, back: Mapping[str, bytes] | None, written: Written) -> None:
    platform = page.grade.identity.platform
    if back is not None and not back:
        written.not_given_back.append(one_line(page.grade.student.shown))
    for name, content in (back or {}).items():
        given = written.files.setdefault(platform, set())
        if name not in given:  # members of a group share their files
            _put(folder, f"{platform}/{name}", content)
            given.add(name)


def _put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
