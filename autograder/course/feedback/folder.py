"""A folder of feedback: pages for everybody, and what platforms take back, as folders and as the zips to upload."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from autograder.atomic_files import write_atomically
from autograder.course.exports.who_is_who import keys_of_students
from autograder.course.feedback.as_html import as_html
from autograder.course.feedback.as_markdown import as_markdown
from autograder.course.feedback.canvas import canvas_files
from autograder.course.feedback.told import Told, decided_for_all, has_changed, is_released, told
from autograder.course.gradebook.actions import actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradings import fact
from autograder.course.gradebook.kept_submission import kept_submission
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.standing import Standing
from autograder.text.sanitize import one_line
from autograder.zip_bytes import zip_bytes

MARK = ".autograder-feedback"
MARK_TEXT = b"autograder feedback wrote this folder, and writes over what is in it.\n"
UNSAFE = re.compile(r"[^\w. @+-]+")
LONGEST_NAME = 150  # bytes; file systems stop at 255


class FolderError(Exception):
    """The folder cannot be written; the message says why, and what to do."""


@dataclass
class Written:
    """What was written.

    Attributes
    ----------
    pages, released : int
        The pages, and those of them that tell a score.
    files : dict of (list of str)
        The files that each platform takes back, by their names in its zip.
    changed : list of str
        Students who were told another score than counts now: their pages were left as they were.
    without : int
        Students of whom nothing was graded.
    not_given_back : list of str
        Students on Canvas whose files could not be given back.
    """

    pages: int = 0
    released: int = 0
    files: dict[str, list[str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    without: int = 0
    not_given_back: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Feedback:
    """What feedback is written of.

    Attributes
    ----------
    gradebook : Gradebook
        The gradebook.
    grades : sequence of Standing
        What counts for each student.
    now : datetime
        The time, which decides whether the due date is over.
    grace : timedelta
        How long after the due date is still in time.
    """

    gradebook: Gradebook
    grades: Sequence[Standing]
    now: datetime
    grace: timedelta = timedelta(0)


def write_feedback(folder: Path, feedback: Feedback) -> Written:
    """Write a page for each student, and what their platform takes back.

    Raises
    ------
    FolderError
        If the folder cannot be written, or holds other things.
    """
    require_own(folder)
    gradebook = feedback.gradebook
    assignment, decided = fact(gradebook, "assignment"), decided_for_all(actions(gradebook))
    keys = keys_of_students(gradebook)
    names = _names([grade.student for grade in feedback.grades])
    written = Written()
    try:
        _put(folder, MARK, MARK_TEXT)
        for grade in feedback.grades:
            if grade.score is None and grade.attempt is None:
                written.without += 1
            elif has_changed(grade):
                written.changed.append(one_line(grade.student.shown))
            else:
                page = told(grade, assignment, decided, feedback.now, feedback.grace)
                pages = {"feedback.md": as_markdown(page).encode(), "feedback.html": as_html(page).encode()}
                for name, content in pages.items():
                    _put(folder, f"pages/{names[grade.student.row]}/{name}", content)
                written.pages += 1
                written.released += is_released(grade)
                back = _for_platform(gradebook, grade, page, pages, keys.get(grade.student.row, set()))
                _give_back(folder, grade, back, written)
        for platform, files in written.files.items():
            contents = ((name, (folder / platform / name).read_bytes()) for name in sorted(files))
            _put(folder, f"{platform}.zip", zip_bytes(contents, deflated=True))
    except OSError as error:
        raise FolderError(f"{folder} cannot be written: {error.strerror}. What was written is whole.") from error
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


def _give_back(folder: Path, grade: Standing, back: Mapping[str, bytes] | None, written: Written) -> None:
    """Write what a student's platform takes back; None if it takes nothing."""
    platform = grade.identity.platform
    if back is not None and not back:
        written.not_given_back.append(one_line(grade.student.shown))
    for name, content in (back or {}).items():
        _put(folder, f"{platform}/{name}", content)
        if name not in written.files.setdefault(platform, []):  # members of a group share theirs
            written.files[platform].append(name)


def _for_platform(
    gradebook: Gradebook, grade: Standing, page: Told, pages: Mapping[str, bytes], keys: Iterable[str]
) -> dict[str, bytes] | None:
    """What the platform takes back that the attempt came from; None if it takes nothing."""
    if grade.attempt is None:
        return None
    if grade.identity.platform == "moodle":
        numbers = sorted(key.removeprefix("id moodle ") for key in keys if key.startswith("id moodle "))
        # Moodle takes the first number before "assignfeedback": a name must not hold another.
        name = _plain(grade.student.name).replace("_", " ").strip() or "Participant"
        return {
            f"{name}_{number}_assignfeedback_file_/{page}": content
            for number in numbers
            for page, content in pages.items()
        }
    if grade.identity.platform == "canvas":
        return canvas_files(grade.identity.files, kept_submission(gradebook, grade.attempt.row), page)
    return None


def _put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)


def _names(students: Iterable[Student]) -> dict[int, str]:
    """A folder's name for each student, by their rows: what they are called by, and a number where two are so."""
    taken: set[str] = set()
    names = {}
    for student in students:
        called = name = _plain(student.sid or student.id or student.email or student.name) or "student"
        again = 1
        while name.casefold() in taken:
            again += 1
            name = f"{called}-{again}"
        taken.add(name.casefold())
        names[student.row] = name
    return names


def _plain(text: str) -> str:
    """A text as a part of a path that no system gives a meaning to."""
    cut = UNSAFE.sub("_", one_line(text)).strip(" ._~-").encode()[:LONGEST_NAME]
    return cut.decode("utf-8", "ignore").strip(" .")
