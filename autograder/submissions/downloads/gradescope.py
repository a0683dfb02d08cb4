"""Gradescope: ``submission_<number>/`` for each submission, and a list of the students."""

from __future__ import annotations

import re

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Unreadable
from autograder.submissions.gradescope_roster import METADATA, Entry, read_roster
from autograder.submissions.layout import HandIn, Layout, Level, Piece, could_be_handed_in
from autograder.text.sanitize import one_line

LARGEST_METADATA = 256 << 20  # bytes
FOLDER = re.compile(r"submission_(\d+)")
AROUND = re.compile(r"assignment_\d+_export")  # the only folder in its zips


def layout(level: Level) -> Layout | None:
    """Read a folder as Gradescope exports it; without the list, only if it contains nothing else.

    The list is not sufficient: there must be such folders, and no code beside them.
    """
    folders = {folder.name for folder in level.folders if FOLDER.fullmatch(folder.name)}
    listed = next((file for file in level.files if file.name == METADATA), None)
    if listed and not any(map(could_be_handed_in, level.entries)):
        return Layout("Gradescope export", [], notes=("It has a list of submissions, but no folder of one.",))
    if not folders or any(file.code for file in level.files):
        return None
    rest = level.left_over(folders, "it is not the folder of a submission on Gradescope")
    if rest and not listed:
        return None
    roster, notes = _roster(listed) if listed else ({}, ())
    names = [*sorted(folders), *(name for name in roster if name not in folders and FOLDER.fullmatch(name))]
    hand_ins = [_hand_in(name, roster.get(name), there=name in folders) for name in names]
    return Layout("Gradescope export", hand_ins, rest, notes)


def _roster(file: File) -> tuple[dict[str, Entry], tuple[str, ...]]:
    known: dict[str, Entry] = {}
    try:
        for entry in read_roster(file.content(LARGEST_METADATA)):
            known[entry.folder] = entry
    except Unreadable as problem:
        return known, (str(problem),)
    return known, ()


def _hand_in(name: str, entry: Entry | None, *, there: bool) -> HandIn:
    people = entry.people if entry else ()
    shown = ", ".join(filter(None, (_called(person) for person in people)))
    identity = Identity(
        "gradescope",
        submission_id=name.rpartition("_")[2],
        people=people,
        submitted_at=entry.submitted_at if entry else "",
    )
    missing = f"{METADATA} lists {name}, but the export has no such folder."
    return HandIn(
        f"{shown} ({name})" if shown else name,
        (Piece((name,)),) if there else (),
        identity,
        () if there else (missing,),
    )


def _called(person: Person) -> str:
    return one_line(person.name or person.email or person.sid)
