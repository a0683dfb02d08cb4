"""The misconceptions with which each attempt was diagnosed: their fingerprints, by exercise."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import unpacking

DIGEST_LENGTH = 16
_LATEST = (
    "SELECT content FROM diagnosed JOIN misconceptions ON digest = misconceptions WHERE hand_in = ? "
    "ORDER BY diagnosed.id DESC LIMIT 1"
)


def misconceptions_of(gradebook: Gradebook, hand_in: int) -> dict[str, str]:
    """The fingerprints of the misconceptions with which an attempt was last diagnosed; empty if unknown."""
    return _read(gradebook.value(_LATEST, (hand_in,)))


def note_misconceptions(connection: sqlite3.Connection, hand_in: int, known: Mapping[str, str]) -> None:
    """Record, in a transaction, the misconceptions with which an attempt has been diagnosed.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection.
    hand_in : int
        The row of the attempt.
    known : dict of str
        The fingerprints of the misconceptions, by exercise.
    """
    row = connection.execute(_LATEST, (hand_in,)).fetchone()
    if _read(row and row[0]) == known:
        return
    content = json.dumps(known, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
    connection.execute("INSERT OR IGNORE INTO misconceptions VALUES (?, ?)", (digest, content))
    connection.execute("INSERT INTO diagnosed (hand_in, misconceptions) VALUES (?, ?)", (hand_in, digest))


@unpacking()
def _read(content: str | None) -> dict[str, str]:
    return dict(json.loads(content)) if content else {}
