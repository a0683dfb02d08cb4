"""Makes one gradebook of several: the parts of a class that were graded on different machines.

It can be done again with the same parts: what is there is not written twice. Parts that asked other questions are
refused before anything is written.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from autograder.course.gradebook.actions import COLUMNS, Action, add
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import begin, fact
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.gradings import outline
from autograder.course.gradebook.misconceptions import misconceptions_of, note_misconceptions
from autograder.text.phrasing import listed

MOST_NAMED = 3  # checks


@dataclass(frozen=True)
class Merged:
    """What a part has added.

    Attributes
    ----------
    gradings, actions : int
        How many of each are new.
    """

    gradings: int
    actions: int


def merge(into: Gradebook, part: Gradebook) -> Merged:
    """Add to a gradebook what is in another one, in one transaction.

    Parameters
    ----------
    into : Gradebook
        The gradebook; if it is new, it becomes what the other is.
    part : Gradebook
        The other, which is not changed.

    Raises
    ------
    GradebookError
        If it is another assignment's, or was graded by another engine, with other checks or another seed.
    """
    _refuse_what_asked_otherwise(into, part)
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


def _refuse_what_asked_otherwise(into: Gradebook, part: Gradebook) -> None:
    if not fact(part, "seed"):
        raise GradebookError(f"Nothing was graded into {part.path}. Nothing was merged of it.")
    for name, shown in (("assignment", "the assignment"), ("seed", "--seed")):
        ours, theirs = fact(into, name), fact(part, name)
        if ours and ours != theirs:
            raise GradebookError(
                f"{part.path} was graded with {shown} {theirs}, and {into.path} with {ours}. Nothing was merged of it."
            )
    engines, others = _engines(into), _engines(part)
    if engines and others and engines != others:
        raise GradebookError(
            f"{part.path} was graded by the engine {listed(others)}, and {into.path} by {listed(engines)}. Nothing was "
            "merged of it. Regrade one of them with the other's version."
        )
    if other := _other_checks(into, part):
        raise GradebookError(
            f"{part.path} was graded with other versions of {listed(other, MOST_NAMED)} than {into.path}. Nothing was "
            "merged of it. Regrade one of them with the other's assignment."
        )
    if other := _other_misconceptions(into, part):
        raise GradebookError(
            f"{part.path} was graded with other misconceptions of {listed(other, MOST_NAMED)} than {into.path}. "
            "Nothing was merged of it. Regrade one of them with the other's assignment."
        )


def _other_misconceptions(into: Gradebook, part: Gradebook) -> list[str]:
    """The exercises of which other misconceptions are known to some attempts in one of the two."""
    ours, theirs = (_known_misconceptions(each) for each in (into, part))
    return sorted({exercise for exercise, _ in ours ^ theirs}) if ours and theirs else []


def _known_misconceptions(gradebook: Gradebook) -> set[tuple[str, str]]:
    rows = list(gradebook.rows("SELECT DISTINCT hand_in FROM diagnosed"))
    return {each for (hand_in,) in rows for each in misconceptions_of(gradebook, hand_in).items()}


def _engines(gradebook: Gradebook) -> list[str]:
    query = "SELECT DISTINCT engine, engine_digest FROM gradings_in_force ORDER BY engine, engine_digest"
    return [f"{version} ({digest})" for version, digest in gradebook.rows(query)]


def _other_checks(into: Gradebook, part: Gradebook) -> list[str]:
    """The checks that are not the same in both."""
    ours, theirs = (_fingerprints(each) for each in (into, part))
    if not ours or not theirs:
        return []
    return sorted("/".join(name) for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))


def _fingerprints(gradebook: Gradebook) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for (digest,) in gradebook.rows("SELECT DISTINCT outline FROM gradings_in_force"):
        for name, fingerprint in outline(gradebook, digest).fingerprints.items():
            found.setdefault(name, set()).add(fingerprint)
    return found


def _people(connection: sqlite3.Connection, part: Gradebook) -> dict[int, int]:
    """Everybody's row here, by their row in the part; who is new is entered."""
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
    """Add a grading, unless one that says the same is there; both may have been made on machines of their own."""
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
