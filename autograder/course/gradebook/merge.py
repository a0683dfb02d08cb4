"""Merges gradebooks: the parts of a class that were graded on different machines.

Merging the same part again adds nothing. Parts with other checks or another seed are refused before anything is
written.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.course.gradebook.actions import COLUMNS, Action, add
from autograder.course.gradebook.comparable import require_comparable
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import begin, fact
from autograder.course.gradebook.misconceptions import misconceptions_of, note_misconceptions
from autograder.immutable import immutable


@immutable
class Merged:
    """The number of additions from a part.

    Attributes
    ----------
    gradings, actions : int
        How many of each are new.
    """

    gradings: int
    actions: int


def merge(into: Gradebook, part: Gradebook) -> Merged:
    """Add the contents of a gradebook to another one, in one transaction.

    Parameters
    ----------
    into : Gradebook
        The gradebook; a new one takes over the other's assignment and seed.
    part : Gradebook
        The other, which is not changed.

    Raises
    ------
    GradebookError
        If it is another assignment's, or was graded by another engine, with other checks or another seed.
    """
    require_comparable(into, part)
    begin(into, fact(part, "assignment"), None, int(fact(part, "seed")))
    with into.transaction() as connection:
        people = _people(connection, part)
        hand_ins = {row: _hand_in(connection, values) for row, *values in part.rows(_HAND_INS)}
        _copy(connection, "authors", ((hand_ins[a], people[b]) for a, b in part.rows("SELECT * FROM authors")))
        _copy(connection, "outlines", part.rows("SELECT * FROM outlines"))
        for hand_in, content in part.rows("SELECT * FROM contents"):
            _copy(connection, "contents", [(hand_ins[hand_in], content)])
        for hand_in, received_at in part.rows("SELECT hand_in, received_at FROM receipts ORDER BY id"):
            _copy(connection, "receipts", [(None, hand_ins[hand_in], received_at)])
        gradings = sum(
            _grading(connection, hand_ins[hand_in], values)
            for hand_in, *values in part.rows(f"SELECT hand_in, {_GRADING} FROM gradings ORDER BY graded_at, id")  # noqa: S608
        )
        for hand_in in hand_ins:
            if known := misconceptions_of(part, hand_in):
                note_misconceptions(connection, hand_ins[hand_in], known)
        for at, by, person, name, message in part.rows("SELECT failed_at, by, person, name, message FROM failures"):
            _copy(connection, "failures", [(None, at, by, people[person], name, message)])
        actions = sum(_action(connection, values, people, part) for values in part.rows(_ACTIONS))
    return Merged(gradings, actions)


_HAND_INS = "SELECT id, key, name, sha256, identity FROM hand_ins"
_GRADING = "graded_at, by, reason, engine, engine_digest, outline, score, max_score, report"
_ACTIONS = f"SELECT {COLUMNS} FROM actions ORDER BY done_at, id"  # noqa: S608


def _people(connection: sqlite3.Connection, part: Gradebook) -> dict[int, int]:
    """The rows of people here, by their rows in the part; new people are entered."""
    known_by: dict[int, list[str]] = defaultdict(list)
    for identifier, person in part.rows("SELECT identifier, person FROM identifiers"):
        known_by[person].append(identifier)
    rows = {}
    for row, *values in part.rows("SELECT id, key, platform_id, name, email, sid, section FROM people"):
        rows[row] = _known(connection, [values[0], *known_by[row]]) or _enter(connection, values)
        _copy(connection, "identifiers", [(identifier, rows[row]) for identifier in known_by[row]])
    return rows


def _known(connection: sqlite3.Connection, identifiers: list[str]) -> int | None:
    for identifier in identifiers:
        for (row,) in connection.execute("SELECT person FROM identifiers WHERE identifier = ?", (identifier,)):
            return int(row)
    return None


def _enter(connection: sqlite3.Connection, values: list[Any]) -> int:
    row = connection.execute(
        "INSERT INTO people (key, platform_id, name, email, sid, section) VALUES (?, ?, ?, ?, ?, ?)", values
    ).lastrowid
    assert row is not None
    return row


def _hand_in(connection: sqlite3.Connection, values: list[Any]) -> int:
    connection.execute("INSERT OR IGNORE INTO hand_ins (key, name, sha256, identity) VALUES (?, ?, ?, ?)", values)
    return int(connection.execute("SELECT id FROM hand_ins WHERE key = ?", (values[0],)).fetchone()[0])


def _copy(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608  # our own tables


def _grading(connection: sqlite3.Connection, hand_in: int, values: list[Any]) -> bool:
    """Add a grading, unless an equal one exists; both may have been made on different machines."""
    *_, engine_digest, outlined, _score, _most, report = values
    same = (hand_in, engine_digest, outlined)
    where = "WHERE hand_in = ? AND engine_digest = ? AND outline = ?"
    for (known,) in connection.execute(f"SELECT report FROM gradings {where}", same):  # noqa: S608
        if known == report:
            return False
    (again,) = connection.execute(f"SELECT count(*) FROM gradings {where}", same).fetchone()  # noqa: S608
    connection.execute(
        f"INSERT INTO gradings (hand_in, {_GRADING}, round) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (hand_in, *values, again),
    )
    return True


def _action(connection: sqlite3.Connection, values: tuple[Any, ...], people: dict[int, int], part: Gradebook) -> bool:
    row, *rest = values
    action = Action(*rest)
    concerned = part.rows("SELECT person, score FROM concerned WHERE action = ?", (row,))
    return add(connection, replace(action, people={people[person]: score for person, score in concerned}))
