"""Moodle: every name begins with the student's, in a folder for each or flat, perhaps with the grading worksheet."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder
from autograder.submissions.layout import HandIn, Layout, Level, Piece
from autograder.submissions.tables import rows_of
from autograder.text.sanitize import one_line

NAMED = re.compile(
    r"(?P<who>.*)_(?P<id>\d+)_assign(?P<kind>submission|feedback)_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
IDENTIFIER = re.compile(r"\D*?(\d+)")  # "Participant 1234", in any language
FILES = "file"

Found = tuple["re.Match[str]", "File | Folder"]


def layout(level: Level) -> Layout | None:
    """Read a folder as Moodle writes it: the files and the online text of one participant are one hand-in."""
    students: dict[str, list[Found]] = defaultdict(list)
    taken = set()
    for entry in level.entries:
        match = NAMED.fullmatch(entry.name)
        if match and match["kind"] == "submission":
            students[match["id"]].append((match, entry))
            taken.add(entry.name)
    rest = level.left_over(taken, "its name does not begin with a participant's name and number, as Moodle's do")
    feedback = [replace(each, why="it is feedback") if "_assignfeedback_" in each.name else each for each in rest]
    if not students or len(rest) > len(taken):
        return None
    people = {number: Person(id=number, name=one_line(found[0][0]["who"])) for number, found in students.items()}
    about = _worksheets(level, people)
    hand_ins = [_hand_in(about[number], found) for number, found in students.items()]
    return Layout("Moodle download", hand_ins, feedback)


def _hand_in(identity: Identity, files: list[Found]) -> HandIn:
    (person,) = identity.people
    files = sorted(files, key=lambda found: found[0]["plugin"] != FILES)
    pieces = [Piece((entry.name,), "" if isinstance(entry, Folder) else _own_name(match)) for match, entry in files]
    return HandIn(f"{person.name} ({person.id})", tuple(pieces), identity)


def _own_name(match: re.Match[str]) -> str:
    return match["file"] or match["plugin"]


def _worksheets(level: Level, people: dict[str, Person]) -> dict[str, Identity]:
    """Add what the offline grading worksheet contains. Its headers are translated, so columns are found by cells."""
    known = {number: Identity("moodle", people=(person,)) for number, person in people.items()}
    for file in level.files:
        if file.suffix != ".csv":
            continue
        header: list[str] = []
        for row in rows_of(file):
            header = header or row
            match = IDENTIFIER.fullmatch(row[0].strip()) if row else None
            if match and match[1] in known:
                known[match[1]] = _with_row(known[match[1]], dict(zip(header, row, strict=False)), row)
    return known


def _with_row(identity: Identity, cells: dict[str, str], row: list[str]) -> Identity:
    (person,) = identity.people
    email = next((cell for cell in row if "@" in cell and " " not in cell.strip()), "")
    name = row[1] if len(row) > 1 and row[1] and "@" not in row[1] else person.name
    status = cells.get("Status", "")
    return replace(
        identity,
        people=(replace(person, name=one_line(name), email=one_line(email)),),
        submitted_at=one_line(cells.get("Last modified (submission)", "").strip("- ")),
        late=True if re.search(r"\blate\b", status) else identity.late,
    )
