"""Moodle: every name begins with the student's, in a folder for each or flat, perhaps with the grading worksheet.

Where teams hand in, it begins with the team's name and number instead. These numbers look like those of participants,
so only the worksheet can tell them apart: it has a row for each member, with the team's name in a cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace

from autograder.immutable import immutable
from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder
from autograder.submissions.layout import HandIn, Layout, Level, Piece
from autograder.submissions.tables import rows_of
from autograder.text.sanitize import one_line

# The team of those without a team has no number. A name has no underscore; what a student calls a file may have any.
NAMED = re.compile(
    r"(?P<who>.*?)(?:_(?P<id>\d+))?_assign(?P<kind>submission|feedback)_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
IDENTIFIER = re.compile(r"\D*?(\d+)")  # "Participant 1234", in any language
FILES = "file"

Found = tuple["re.Match[str]", "File | Folder"]


@immutable
class Participant:
    """A row of the worksheet: who it is, and the names that other cells hold, one of which may be the team's."""

    identity: Identity
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def person(self) -> Person:
        return self.identity.people[0]


def layout(level: Level) -> Layout | None:
    """Read a folder as Moodle writes it: the files and the online text of one participant, or team, are one hand-in."""
    handed_in: dict[str, list[Found]] = defaultdict(list)
    taken = set()
    for entry in level.entries:
        match = NAMED.fullmatch(entry.name)
        if match and match["kind"] == "submission":
            handed_in[match["id"] or match["who"]].append((match, entry))
            taken.add(entry.name)
    participants = _worksheets(level)
    by_team = _are_teams(handed_in, participants)
    if not by_team:
        for key in [key for key, found in handed_in.items() if not found[0][0]["id"]]:
            taken.difference_update(entry.name for _, entry in handed_in.pop(key))
    rest = level.left_over(taken, "its name does not begin with a participant's name and number, as Moodle's do")
    feedback = [replace(each, why="it is feedback") if "_assignfeedback_" in each.name else each for each in rest]
    if not handed_in or len(rest) > len(taken):
        return None
    of = _team if by_team else _participant
    hand_ins = [_hand_in(of(found[0][0], participants), found) for found in handed_in.values()]
    return Layout("Moodle download", hand_ins, feedback)


def _are_teams(handed_in: Mapping[str, list[Found]], participants: Mapping[str, Participant]) -> bool:
    """Whether the names are those of teams, by the worksheet."""
    names = [(found[0][0]["id"], _plain(found[0][0]["who"])) for found in handed_in.values()]
    their_own = any(number in participants and _plain(participants[number].person.name) == who for number, who in names)
    return not their_own and any(who in each.names for _, who in names for each in participants.values())


def _participant(match: re.Match[str], participants: Mapping[str, Participant]) -> tuple[str, Identity]:
    number = match["id"]
    known = participants.get(number)
    identity = known.identity if known else Identity("moodle", people=(Person(id=number),))
    name = identity.people[0].name or one_line(match["who"])
    return f"{name} ({number})", replace(identity, people=(replace(identity.people[0], name=name),))


def _team(match: re.Match[str], participants: Mapping[str, Participant]) -> tuple[str, Identity]:
    """All participants whose row has the team's name; without one, a person of that name, whose number is nobody's."""
    name = one_line(match["who"])
    members = [each.identity for each in participants.values() if _plain(match["who"]) in each.names]
    if not members:
        return name, Identity("moodle", people=(Person(name=name),))
    first = next((each for each in members if each.submitted_at), members[0])
    return name, replace(first, people=tuple(person for each in members for person in each.people))


def _hand_in(whose: tuple[str, Identity], files: list[Found]) -> HandIn:
    files = sorted(files, key=lambda found: found[0]["plugin"] != FILES)
    pieces = [Piece((entry.name,), "" if isinstance(entry, Folder) else _own_name(match)) for match, entry in files]
    name, identity = whose
    return HandIn(name, tuple(pieces), identity)


def _own_name(match: re.Match[str]) -> str:
    return match["file"] or match["plugin"]


def _worksheets(level: Level) -> dict[str, Participant]:
    """What grading worksheets contain, by number. Their headers are translated, so columns are found by cells."""
    known: dict[str, Participant] = {}
    for file in level.files:
        if file.suffix != ".csv":
            continue
        header: list[str] = []
        for row in rows_of(file):
            header = header or row
            match = IDENTIFIER.fullmatch(row[0].strip()) if row else None
            if match:
                known[match[1]] = _with_row(match[1], dict(zip(header, row, strict=False)), row)
    return known


def _with_row(number: str, cells: dict[str, str], row: list[str]) -> Participant:
    email = next((cell for cell in row if "@" in cell and " " not in cell.strip()), "")
    name = row[1] if len(row) > 1 and row[1] and "@" not in row[1] else ""
    status = cells.get("Status", "")
    identity = Identity(
        "moodle",
        people=(Person(id=number, name=one_line(name), email=one_line(email)),),
        submitted_at=one_line(cells.get("Last modified (submission)", "").strip("- ")),
        late=True if re.search(r"\blate\b", status) else None,
    )
    return Participant(identity, frozenset(filter(None, map(_plain, row[2:]))))


def _plain(name: str) -> str:
    """A name as it is compared: Moodle leaves out of a file's name what some system does not take."""
    return re.sub(r"[\W_]+", "", name).casefold()
