"""Brightspace: a folder ``<number>-<number> - <name> - <time>`` for each, or files whose names begin like that."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File, Folder
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, Level, Piece, newest_of
from autograder.text.sanitize import one_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = re.compile(
    r"(?P<id>\d+)-(?P<item>\d+) - (?P<who>.+?) - (?P<time>[^-]*\d{4}[^-]*?)(?: - (?P<file>.+))?", re.DOTALL
)
DAY = r"(?:(?P<month>[^\W\d]+)\.? (?P<day>\d+)|(?P<day_first>\d+) (?P<month_last>[^\W\d]+)\.?),? (?P<year>\d{4})"
TIME = re.compile(DAY + r",? (?P<hour>\d{1,2}):?(?P<minute>\d\d) ?(?P<half>[APap]?)")

Found = tuple["re.Match[str]", "File | Folder"]


def layout(level: Level) -> Layout | None:
    """Read a folder as Brightspace writes it; of several submissions of one person the newest counts."""
    students: dict[tuple[str, str], dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    taken = []
    for entry in level.entries:
        if match := NAMED.fullmatch(entry.name):
            students[match["id"], match["who"]][match["time"]].append((match, entry))
            taken.append(entry.name)
    rest = level.left_over(taken, "its name does not have Brightspace's form")
    if not students or len(rest) > len(taken):
        return None
    return Layout("Brightspace download", [_hand_in(*who, tries) for who, tries in students.items()], rest)


def _hand_in(number: str, name: str, attempts: dict[str, list[Found]]) -> HandIn:
    if len(attempts) > 1 and not all(map(_order, attempts)):
        raise AmbiguousLayout(
            f"{one_line(name)} ({number}) handed in several times, and it is not clear which is the newest: "
            f"{'; '.join(map(one_line, attempts))}. Nothing was graded. Remove the others and grade again."
        )
    time = max(attempts, key=_order)
    pieces = [
        Piece((entry.name,), "" if isinstance(entry, Folder) else match["file"] or entry.name)
        for match, entry in attempts[time]
    ]
    identity = Identity(
        "brightspace",
        people=(Person(id=number, name=one_line(name)),),
        submitted_at=one_line(time),
        attempt=str(len(attempts)) if len(attempts) > 1 else "",
    )
    return HandIn(
        one_line(f"{name} ({number})"), tuple(pieces), identity, newest_of("The assignment", len(attempts) - 1)
    )


def _order(time: str) -> tuple[int, ...]:
    """A key for sorting times such as ``Nov 27, 2026 1205 PM``; empty for any other form."""
    match = TIME.search(time)
    word = (match["month"] or match["month_last"]).lower() if match else ""
    month = next((place for place, name in enumerate(MONTHS, 1) if word.startswith(name)), 0)
    if not match or not month:
        return ()
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"].upper() == "P")
    return int(match["year"]), month, int(match["day"] or match["day_first"]), hour, int(match["minute"])
