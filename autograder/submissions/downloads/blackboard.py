"""Blackboard: ``<assignment>_<user>_attempt_<time>_<file>``, flat, with a text file about the author of each."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Unreadable
from autograder.submissions.layout import HandIn, Layout, Level, Piece, newest_of
from autograder.text.sanitize import one_line

# Blackboard writes the beginning, and students what follows: of two attempts in a name, the first is Blackboard's.
NAMED = re.compile(r"(?P<whose>.+?)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)", re.DOTALL)
ABOUT = re.compile(r"(?:^|\n)Name:[ \t]*(?P<name>[^\n]*?)[ \t]*\((?P<id>[^()\n]+)\)[ \t]*\r?\n")
LARGEST_TEXT = 1 << 20  # bytes; students write comments into it

Attempt = dict[str, File]


def layout(level: Level) -> Layout | None:
    """Read a folder as Blackboard writes it; of several attempts the newest counts."""
    students: dict[str, dict[str, Attempt]] = defaultdict(lambda: defaultdict(dict))
    taken = []
    for file in level.files:
        if match := NAMED.fullmatch(file.name):
            students[match["whose"]][match["time"]][match["file"] or ""] = file
            taken.append(file.name)
    rest = level.left_over(taken, "its name is not one that Blackboard gives")
    if not students or len(rest) > len(taken):
        return None
    assignment = _assignment(list(students))
    return Layout("Blackboard download", [_hand_in(who, assignment, tries) for who, tries in students.items()], rest)


def _assignment(prefixes: list[str]) -> str:
    """The beginning that all names share; if there is only one, its user name is assumed to have no underscore."""
    first, last = min(prefixes), max(prefixes)  # what these two share is shared by all between them
    differs = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: first.rfind("_", 0, differs) + 1]


def _hand_in(whose: str, assignment: str, attempts: dict[str, Attempt]) -> HandIn:
    time = max(attempts)
    files = attempts[time]
    name, user = _about(files.get(""), whose) or ("", whose.removeprefix(assignment))
    pieces = tuple(Piece((file.name,), own) for own, file in files.items() if own)
    if not pieces:
        pieces = tuple(Piece((file.name,), file.name) for file in files.values())
    identity = Identity(
        "blackboard",
        people=(Person(id=one_line(user), name=one_line(name)),),
        submitted_at=time,
        attempt=str(len(attempts)) if len(attempts) > 1 else "",
    )
    shown = one_line(f"{name} ({user})" if name else user)
    return HandIn(shown, pieces, identity, newest_of("The assignment", len(attempts) - 1))


def _about(text: File | None, whose: str) -> tuple[str, str] | None:
    """The name and id of the student in the text file, if they agree with the name of the submitted file."""
    if text is None:
        return None
    try:
        content = text.content(LARGEST_TEXT).decode("utf-8-sig", "replace")
    except Unreadable:
        return None
    match = ABOUT.search(content)
    return (match["name"], match["id"]) if match and whose.endswith(match["id"]) else None
