"""Stores submissions in the gradebook, so that they can be graded again without the platform's download."""

from __future__ import annotations

import json
import sqlite3
import zlib

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import unpacking
from autograder.course.gradebook.stored_report import identity_from_text
from autograder.results.identity import Identity
from autograder.submissions.submission import Source, Submission

LARGEST = 2 << 20  # bytes, compressed; one that is larger is not kept, and graded again from the download only


def keep(connection: sqlite3.Connection, hand_in: int, submission: Submission) -> None:
    """Store a submission, in a transaction.

    Parameters
    ----------
    connection : sqlite3.Connection
        The connection, in a transaction.
    hand_in : int
        The row of the attempt.
    submission : Submission
        The submission.
    """
    content = _packed(submission)
    if len(content) <= LARGEST:
        connection.execute("INSERT OR IGNORE INTO contents VALUES (?, ?)", (hand_in, content))


def kept_submission(gradebook: Gradebook, hand_in: int) -> Submission | None:
    """The stored submission; None if it was too large."""
    query = (
        "SELECT content, name, identity FROM contents JOIN hand_ins ON hand_ins.id = contents.hand_in "
        "WHERE contents.hand_in = ?"
    )
    for content, name, identity in gradebook.rows(query, (hand_in,)):
        return _unpacked(name, content, identity_from_text(identity))
    return None


@unpacking()
def _unpacked(name: str, content: bytes, identity: Identity) -> Submission:
    whole = json.loads(zlib.decompress(content))
    sources = {
        module: Source(file, tuple(cell.encode("latin-1") for cell in cells), folder, tuple(first_lines))
        for module, file, folder, first_lines, cells in whole["sources"]
    }
    return Submission(name, sources, tuple(whole["messages"]), identity)


def _packed(submission: Submission) -> bytes:
    sources = [
        [module, each.file, each.folder, each.first_lines, [cell.decode("latin-1") for cell in each.cells]]
        for module, each in submission.sources.items()
    ]
    whole = {"messages": submission.messages, "sources": sources}
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode(), 9)
