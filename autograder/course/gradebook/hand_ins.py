"""Attempts: their authors, their keys, and the order in which they were handed in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.misconceptions import note_misconceptions
from autograder.course.gradebook.people import authors_of, enter, row_of
from autograder.course.gradebook.stored_report import identity_as_text
from autograder.course.gradebook.who_and_when import now
from autograder.results.identity import Identity
from autograder.results.report import Report


def hand_in_known(gradebook: Gradebook, identity: Identity, name: str, sha256: str) -> int | None:
    """The row of an attempt with this content; None if it has never been graded.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    identity : Identity
        Who handed it in, and when.
    name : str
        The name of the submission.
    sha256 : str
        The hash of its content.
    """
    with gradebook.reading() as connection:
        people = _known_authors(connection, identity, name)
        return _row_with(connection, _key(connection, people, sha256, identity)) if people else None


def is_known(gradebook: Gradebook, identity: Identity, name: str) -> bool:
    """Whether those who handed in have been graded before, so that it is worth looking whether this is the same.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    identity : Identity
        Who handed it in, and when.
    name : str
        The name of the submission.
    """
    with gradebook.reading() as connection:
        people = _known_authors(connection, identity, name)
    return bool(people) and bool(gradebook.value("SELECT 1 FROM authors WHERE person = ?", (people[0],)))


def receive(
    gradebook: Gradebook,
    identity: Identity,
    name: str,
    sha256: str,
    misconceptions: Mapping[str, str] | None = None,
) -> None:
    """Record that an attempt, which has been graded already, was handed in last.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    identity : Identity
        Its authors.
    name, sha256 : str
        Its name, and the hash of its content.
    misconceptions : dict of str, optional
        The fingerprints of those by which nothing of it would be named otherwise, by exercise.
    """
    with gradebook.transaction() as connection:
        people = enter_authors(connection, identity, name)
        hand_in = _row_with(connection, _key(connection, people, sha256, identity))
        if hand_in is not None:
            connection.execute(
                "UPDATE hand_ins SET name = ?, identity = ? WHERE id = ?", (name, identity_as_text(identity), hand_in)
            )
            note_receipt(connection, hand_in, people)
            if misconceptions is not None:
                note_misconceptions(connection, hand_in, misconceptions)


def enter_authors(connection: sqlite3.Connection, identity: Identity, name: str) -> list[int]:
    """The rows of all authors of a submission, entered if they are new.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection, in a transaction.
    identity : Identity
        Who handed it in.
    name : str
        The name of the submission, for authors whom no platform names.
    """
    return [enter(connection, person, identity.platform) for person in authors_of(identity, name)]


def _known_authors(connection: sqlite3.Connection, identity: Identity, name: str) -> list[int]:
    """The rows of all authors; empty if one of them is new."""
    rows = [row_of(connection, person, identity.platform) for person in authors_of(identity, name)]
    return [row for row in rows if row is not None] if None not in rows else []


def _key(connection: sqlite3.Connection, people: Sequence[int], sha256: str, identity: Identity) -> str:
    """The key of an attempt, the same in every file: from its authors, its content and the platform's number."""
    keys = [connection.execute("SELECT key FROM people WHERE id = ?", (row,)).fetchone()[0] for row in people]
    parts = [*sorted(keys), sha256, identity.submission_id, identity.attempt]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _row_with(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM hand_ins WHERE key = ?", (key,)).fetchone()
    return row and int(row[0])


def row_of_hand_in(connection: sqlite3.Connection, report: Report, people: Sequence[int]) -> int:
    """The row of an attempt, entered if it is new.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection, in a transaction.
    report : Report
        The report on the attempt.
    people : sequence of int
        The rows of its authors.
    """
    key = _key(connection, people, report.sha256, report.identity)
    row = _row_with(connection, key)
    if row is not None:
        return row
    row = connection.execute(
        "INSERT INTO hand_ins (key, name, sha256, identity) VALUES (?, ?, ?, ?)",
        (key, report.name, report.sha256, identity_as_text(report.identity)),
    ).lastrowid
    assert row is not None
    connection.executemany("INSERT OR IGNORE INTO authors VALUES (?, ?)", [(row, person) for person in people])
    return row


def note_receipt(connection: sqlite3.Connection, hand_in: int, people: Sequence[int]) -> None:
    """Record that this is the latest attempt of these people, unless it is so already.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection, in a transaction.
    hand_in : int
        The row of the attempt.
    people : sequence of int
        The rows of its authors.
    """
    query = (
        "SELECT receipts.hand_in, received_at FROM receipts JOIN authors ON authors.hand_in = receipts.hand_in "
        "WHERE person = ? ORDER BY received_at DESC, receipts.id DESC LIMIT 1"
    )
    last = [connection.execute(query, (person,)).fetchone() for person in people]
    if any(each is None or each[0] != hand_in for each in last):
        received_at = now(max((each[1] for each in last if each), default=""))
        connection.execute("INSERT INTO receipts (hand_in, received_at) VALUES (?, ?)", (hand_in, received_at))
