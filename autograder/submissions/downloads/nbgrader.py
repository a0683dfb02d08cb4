"""nbgrader: ``submitted/<student>/<assignment>/``, with or without the course's folder around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder, Unreadable
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, LeftOver, Level, Piece, is_module, look_into
from autograder.text.phrasing import plural
from autograder.text.sanitize import one_line

SUBMITTED, TIMESTAMP, CONFIGURATION = "submitted", "timestamp.txt", "nbgrader_config.py"


def layout(level: Level) -> Layout | None:
    """Read a folder as nbgrader keeps it.

    Raises
    ------
    AmbiguousLayout
        If it holds several assignments, and it is not clear which is this one.
    """
    inside = level.name == SUBMITTED
    submitted = level.folder if inside else level.folder.folder(SUBMITTED)
    code = [file for file in level.files if file.code and file.name != CONFIGURATION]
    if submitted is None or code:
        return None
    students = [*submitted.folders, *submitted.hidden_folders]
    handed_in = [each for student in students for each in look_into(student) if isinstance(each, Folder)]
    if not handed_in or any(file.code for file in submitted.files):
        return None
    name = _the_one(handed_in, level)
    hand_ins = [_hand_in(student, name) for student in students if _has(student, name)]
    without = len(students) - len(hand_ins)
    notes = (f"{plural(without, 'student')} handed in nothing for {one_line(name)}.",) if without else ()
    rest = [LeftOver(one_line(file.name), "it is not a student's folder") for file in submitted.files if file.archive]
    return Layout(f"nbgrader, {one_line(name)}", hand_ins, rest, notes, () if inside else (SUBMITTED,))


def _has(student: Folder, assignment: str) -> bool:
    try:
        return any(folder.name == assignment for folder in student.folders)
    except Unreadable:
        return True  # the reason is reported when it is read


def _hand_in(student: Folder, assignment: str) -> HandIn:
    folder = next((each for each in look_into(student) if each.name == assignment), None)
    identity = Identity("nbgrader", people=(Person(id=one_line(student.name)),), submitted_at=_timestamp(folder))
    path = (student.name,) if folder is None else (student.name, assignment)
    return HandIn(one_line(student.name), (Piece(path),), identity)


def _timestamp(folder: File | Folder | None) -> str:
    for each in look_into(folder) if isinstance(folder, Folder) else ():
        if isinstance(each, File) and each.name == TIMESTAMP and not each.link:
            try:
                return one_line(each.content(1000).decode("ascii", "replace").strip(), 60)
            except Unreadable:
                return ""
    return ""


def _the_one(handed_in: Sequence[Folder], level: Level) -> str:
    """Which of nbgrader's assignments is this one: the only one, the one with its name, or the one with its files."""
    names = sorted({folder.name for folder in handed_in})
    named = [name for name in names if _plain(name) == _plain(level.assignment)]
    ours = {folder.name for folder in handed_in if any(is_module(entry, level.modules) for entry in look_into(folder))}
    for candidates in (names, named, sorted(ours)):
        if len(candidates) == 1:
            return candidates[0]
    raise AmbiguousLayout(
        f"{SUBMITTED}/ holds several assignments: {', '.join(map(one_line, names))}. Name the folders of one of them: "
        f"autograder grade {SUBMITTED}/*/{one_line(names[0])}"
    )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())
