"""Sakai: ``<name>(<user>)/Submission attachment(s)/``. The instructor's feedback is beside it, and is never graded."""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder, Unreadable
from autograder.submissions.layout import HandIn, Layout, LeftOver, Level, Piece, look_into
from autograder.submissions.tables import rows_of
from autograder.text.sanitize import one_line

NAMED = re.compile(r"(?P<who>.*)\((?P<id>[^()]+)\)", re.DOTALL)
HANDED_IN, GIVEN_BACK = "Submission attachment(s)", "Feedback Attachment(s)"
GRADES, TIMESTAMP = "grades.csv", "timestamp.txt"
OF_SAKAI = {HANDED_IN, GIVEN_BACK, TIMESTAMP, "comments.txt", "feedbackText.html"}


def layout(level: Level) -> Layout | None:
    """Read a folder as Sakai writes it; files beside the folder of attachments are not graded."""
    students = [(match, folder) for folder in level.folders if (match := NAMED.fullmatch(folder.name))]
    students = [(match, folder) for match, folder in students if _is_sakais(folder)]
    if not any(folder for _, folder in students if any(each.name == HANDED_IN for each in look_into(folder))):
        return None
    rest = level.left_over([folder.name for _, folder in students], "it is not of the form of Sakai's folders")
    if len(rest) > len(students):
        return None
    grades = {match["id"]: Identity("sakai", people=(_person(match),)) for match, _ in students}
    for file in level.files:
        if file.name == GRADES:
            grades.update(_with_grades(file, grades))
    beside = [each for _, folder in students for each in _beside(folder)]
    return Layout(
        "Sakai download", [_hand_in(grades[match["id"]], folder) for match, folder in students], [*rest, *beside]
    )


def _is_sakais(folder: Folder) -> bool:
    inside = look_into(folder)
    return not inside or any(each.name in OF_SAKAI or each.name.endswith("_submissionText.html") for each in inside)


def _person(match: re.Match[str]) -> Person:
    return Person(id=one_line(match["id"]), name=one_line(match["who"].strip()))


def _hand_in(identity: Identity, folder: Folder) -> HandIn:
    (person,) = identity.people
    if not identity.submitted_at:
        identity = replace(identity, submitted_at=_timestamp(folder))
    names = [each.name for each in look_into(folder) if each.name == HANDED_IN]
    texts = [each.name for each in look_into(folder) if each.name.endswith("_submissionText.html")]
    pieces = [*(Piece((folder.name, name)) for name in names), *(Piece((folder.name, name), name) for name in texts)]
    return HandIn(f"{person.name} ({person.id})", tuple(pieces), identity)


def _beside(folder: Folder) -> list[LeftOver]:
    return [
        LeftOver(one_line(f"{folder.name}/{each.name}"), "it is not what was handed in", stranger=False)
        for each in look_into(folder)
        if each.name != HANDED_IN and (isinstance(each, Folder) or each.code or each.archive)
    ]


def _timestamp(folder: Folder) -> str:
    for each in look_into(folder):
        if isinstance(each, File) and each.name == TIMESTAMP:
            try:
                return one_line(each.content(1000).decode("ascii", "replace").strip())
            except Unreadable:
                return ""
    return ""


def _with_grades(file: File, known: dict[str, Identity]) -> dict[str, Identity]:
    """Add what ``grades.csv`` contains; its table begins below the assignment's title."""
    found: dict[str, Identity] = {}
    header: list[str] = []
    for row in rows_of(file):
        if "ID" in row and "Last Name" in row:
            header = row
        cells = dict(zip(header, row, strict=False))
        identity = known.get(cells.get("ID", ""))
        if identity and row is not header:
            (person,) = identity.people
            late = {"late": True, "on time": False}.get(cells.get("Late submission", "").strip().lower())
            found[cells["ID"]] = replace(
                identity,
                people=(replace(person, sid=one_line(cells.get("Display ID", ""))),),
                submitted_at=one_line(cells.get("Submission date", "")),
                late=late,
            )
    return found
