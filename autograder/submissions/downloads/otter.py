"""Otter: ``<name>_<time>``, as its export names a notebook, a zip of it or its printed page."""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.results.identity import Identity, Person
from autograder.submissions.files import File
from autograder.submissions.layout import AmbiguousLayout, HandIn, Layout, Level, Piece, newest_of
from autograder.text.sanitize import one_line

NAMED = re.compile(r"(?P<who>.+)_(?P<time>\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_\d+)\.(?P<kind>ipynb|zip|py|pdf)", re.DOTALL)


def layout(level: Level, *, certain: bool = False) -> Layout | None:
    """Read a folder of Otter exports.

    Parameters
    ----------
    level : Level
        The contents of the folder.
    certain : bool
        Whether the instructor has stated that it is one. Then the part before the time is the student's name, and the
        newest export counts.

    Raises
    ------
    AmbiguousLayout
        If several begin alike: they may be one person's, or of people who have all kept the notebook's name.
    """
    students: dict[str, dict[str, list[File]]] = defaultdict(lambda: defaultdict(list))
    taken = []
    for file in level.files:
        if match := NAMED.fullmatch(file.name):
            students[match["who"]][match["time"]].append(file)
            taken.append(file.name)
    rest = level.left_over(taken, "its name does not have the form of Otter's exports")
    if not students or len(rest) > len(taken):
        return None
    if again := [] if certain else [who for who, times in students.items() if len(times) > 1]:
        raise AmbiguousLayout(
            f"{one_line(level.name)} holds several Otter exports that begin with {one_line(again[0])}: they may be one "
            "person's, or those of several people who kept the notebook's name. Nothing was graded. Say which: "
            "--as otter (the newest of each name counts), or --as folders (each file is one person's)."
        )
    return Layout("Otter exports", [_hand_in(who, times) for who, times in students.items()], rest)


def _hand_in(who: str, times: dict[str, list[File]]) -> HandIn:
    time = max(times)
    pieces = tuple(Piece((file.name,), f"{who}{file.suffix}") for file in times[time])
    identity = Identity("otter", people=(Person(id=one_line(who)),), submitted_at=time)
    return HandIn(one_line(who), pieces, identity, newest_of("The notebook", len(times) - 1))
