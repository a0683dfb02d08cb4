"""What was graded: written as it is finished, never changed; the latest grading of an attempt is in force."""

from __future__ import annotations

import functools
import getpass
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from autograder.course.gradebook.database import Gradebook, GradebookError
from autograder.course.gradebook.kept_submission import keep
from autograder.course.gradebook.people import authors_of, enter, row_of
from autograder.course.gradebook.stored_report import (
    Outline,
    identity_as_text,
    identity_from_text,
    outline_of,
    restored,
    stored,
)
from autograder.results.identity import Identity, Person
from autograder.results.report import Report
from autograder.submissions.submission import Submission

ROSTER = "roster"  # the platform of people who are known from the course's list alone
FIRST = "graded"  # why a grading was made


@dataclass(frozen=True)
class Grading:
    """A report that was made at some time.

    Attributes
    ----------
    row : int
        Its number in this file.
    hand_in : int
        The attempt that it is about.
    graded_at, by, reason : str
        When, by whom and why it was made.
    score, max_score : float
        The points of its report.
    """

    row: int
    hand_in: int
    graded_at: str
    by: str
    reason: str
    score: float
    max_score: float


GRADING = "id, hand_in, graded_at, by, reason, score, max_score"


def begin(gradebook: Gradebook, assignment: str, seed: int | None, new_seed: int) -> int:
    """Say what the gradebook is of, if it is new, and return its seed.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    assignment : str
        The assignment's name.
    seed : int or None
        The seed that is asked for, if any.
    new_seed : int
        The seed of a new gradebook, if none is asked for.

    Raises
    ------
    GradebookError
        If it is another assignment's, or has another seed.
    """
    with gradebook.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('assignment', ?)", (assignment,))
        connection.execute("INSERT OR IGNORE INTO facts VALUES ('seed', ?)", (str(new_seed if seed is None else seed),))
    known, kept = fact(gradebook, "assignment"), int(fact(gradebook, "seed"))
    if known != assignment:
        raise GradebookError(f"{gradebook.path} is the gradebook of {known}, and not of {assignment}. Name another.")
    if seed is not None and seed != kept:
        raise GradebookError(
            f"{gradebook.path} was graded with --seed {kept}. With another, the same answers would be asked other "
            "questions. Leave --seed out, or name another gradebook."
        )
    return kept


def fact(gradebook: Gradebook, name: str) -> str:
    """What the gradebook is of: its ``assignment``, its ``seed``; empty as long as nothing was graded."""
    return gradebook.value("SELECT value FROM facts WHERE name = ?", (name,)) or ""


def record(gradebook: Gradebook, report: Report, submission: Submission | None = None, reason: str = FIRST) -> bool:
    """Write a report, in one transaction. What is there already is not written twice.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    report : Report
        The report. One on what could not be graded is no grade: a grade in force stays.
    submission : Submission, optional
        What was graded, if it may be new.
    reason : str
        Why it was graded.

    Returns
    -------
    bool
        Whether it is a new grade.
    """
    with gradebook.transaction() as connection:
        people = _enter_all(connection, report.identity, report.name)
        if not report.graded:
            _record_failure(connection, report, people)
            return False
        hand_in = _hand_in(connection, report, people)
        if submission is not None:
            keep(connection, hand_in, submission)
        _receive(connection, hand_in, people)
        return _record_grading(connection, hand_in, report, reason)


def receive(gradebook: Gradebook, identity: Identity, name: str, sha256: str) -> None:
    """Note that an attempt, which is graded already, is the one that was handed in last."""
    with gradebook.transaction() as connection:
        people = _enter_all(connection, identity, name)
        hand_in = _row_of(connection, _key(connection, people, sha256, identity))
        if hand_in is not None:
            connection.execute(
                "UPDATE hand_ins SET name = ?, identity = ? WHERE id = ?", (name, identity_as_text(identity), hand_in)
            )
            _receive(connection, hand_in, people)


def enter_roster(gradebook: Gradebook, people: Sequence[Person]) -> None:
    """Enter people who handed in nothing."""
    with gradebook.transaction() as connection:
        for person in people:
            enter(connection, Person("", person.name, person.email, person.sid or person.id, person.section), ROSTER)


def graded_attempt(gradebook: Gradebook, identity: Identity, name: str, sha256: str) -> Grading | None:
    """The grading in force of an attempt; None if it has not been graded."""
    with gradebook.reading() as connection:
        people = _known(connection, identity, name)
        hand_in = _row_of(connection, _key(connection, people, sha256, identity)) if people else None
    return None if hand_in is None else grading_in_force(gradebook, hand_in)


def is_known(gradebook: Gradebook, identity: Identity, name: str) -> bool:
    """Whether those who handed in have been graded before, so that it is worth looking whether this is the same."""
    with gradebook.reading() as connection:
        people = _known(connection, identity, name)
    return bool(people) and bool(gradebook.value("SELECT 1 FROM authors WHERE person = ?", (people[0],)))


def grading_in_force(gradebook: Gradebook, hand_in: int) -> Grading | None:
    """The grading in force of an attempt, by its row."""
    query = f"SELECT {GRADING} FROM gradings_in_force WHERE hand_in = ?"  # noqa: S608
    return next((Grading(*row) for row in gradebook.rows(query, (hand_in,))), None)


def gradings_of(gradebook: Gradebook, hand_in: int) -> list[Grading]:
    """All gradings of an attempt, the oldest first."""
    query = f"SELECT {GRADING} FROM gradings WHERE hand_in = ? ORDER BY graded_at, id"  # noqa: S608
    return [Grading(*row) for row in gradebook.rows(query, (hand_in,))]


def outline_and_engine(gradebook: Gradebook, grading: Grading) -> tuple[Outline, str]:
    """What a grading was made with: the outline of its assignment, and the engine's digest."""
    digest, engine = next(gradebook.rows("SELECT outline, engine_digest FROM gradings WHERE id = ?", (grading.row,)))
    return outline(gradebook, digest), engine


def outline(gradebook: Gradebook, digest: str) -> Outline:
    """An outline, by its digest."""
    return _outline(digest, gradebook.value("SELECT content FROM outlines WHERE digest = ?", (digest,)))


@functools.lru_cache(64)  # few are in a gradebook, and each is looked into once for every report
def _outline(digest: str, content: bytes) -> Outline:
    return Outline(digest, content)


def report_of(gradebook: Gradebook, grading: Grading) -> Report:
    """The report of a grading, whole."""
    query = (
        "SELECT outline, report, name, sha256, identity FROM gradings JOIN hand_ins ON hand_ins.id = hand_in "
        "WHERE gradings.id = ?"
    )
    digest, content, name, sha256, identity = next(gradebook.rows(query, (grading.row,)))
    known = (name, sha256, identity_from_text(identity))
    return restored(content, outline(gradebook, digest), fact(gradebook, "assignment"), known)


def failures(gradebook: Gradebook) -> Iterator[tuple[int, str, str]]:
    """What could not be graded and has not been since: whose it is (their row), its name, and why."""
    yield from gradebook.rows("SELECT person, name, message FROM open_failures ORDER BY name, person")


def now(after: str = "") -> str:
    """The time, in the form in which the gradebook keeps it, and later than `after` even where a clock was put back."""
    current = datetime.now(timezone.utc)
    if after:
        current = max(current, datetime.fromisoformat(after) + timedelta(microseconds=1))
    return current.isoformat(timespec="microseconds")


def me() -> str:
    """Who is working with the gradebook."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # in a container without names of users
        return "unknown"


def _enter_all(connection: sqlite3.Connection, identity: Identity, name: str) -> list[int]:
    return [enter(connection, person, identity.platform) for person in authors_of(identity, name)]


def _known(connection: sqlite3.Connection, identity: Identity, name: str) -> list[int]:
    """The rows of all who handed in; nothing if one of them is new."""
    rows = [row_of(connection, person, identity.platform) for person in authors_of(identity, name)]
    return [row for row in rows if row is not None] if None not in rows else []


def _key(connection: sqlite3.Connection, people: Sequence[int], sha256: str, identity: Identity) -> str:
    """What an attempt is called in every file: by its authors, its content and the platform's number of it."""
    keys = [connection.execute("SELECT key FROM people WHERE id = ?", (row,)).fetchone()[0] for row in people]
    parts = [*sorted(keys), sha256, identity.submission_id, identity.attempt]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _row_of(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM hand_ins WHERE key = ?", (key,)).fetchone()
    return row and int(row[0])


def _hand_in(connection: sqlite3.Connection, report: Report, people: Sequence[int]) -> int:
    key = _key(connection, people, report.sha256, report.identity)
    row = _row_of(connection, key)
    if row is not None:
        return row
    row = connection.execute(
        "INSERT INTO hand_ins (key, name, sha256, identity) VALUES (?, ?, ?, ?)",
        (key, report.name, report.sha256, identity_as_text(report.identity)),
    ).lastrowid
    assert row is not None
    connection.executemany("INSERT OR IGNORE INTO authors VALUES (?, ?)", [(row, person) for person in people])
    return row


def _receive(connection: sqlite3.Connection, hand_in: int, people: Sequence[int]) -> None:
    """Note that this is the latest attempt of these people, unless it is that of all of them already."""
    query = (
        "SELECT receipts.hand_in, received_at FROM receipts JOIN authors ON authors.hand_in = receipts.hand_in "
        "WHERE person = ? ORDER BY received_at DESC, receipts.id DESC LIMIT 1"
    )
    last = [connection.execute(query, (person,)).fetchone() for person in people]
    if any(each is None or each[0] != hand_in for each in last):
        received_at = now(max((each[1] for each in last if each), default=""))
        connection.execute("INSERT INTO receipts (hand_in, received_at) VALUES (?, ?)", (hand_in, received_at))


def _record_grading(connection: sqlite3.Connection, hand_in: int, report: Report, reason: str) -> bool:
    kept = outline_of(report)
    connection.execute("INSERT OR IGNORE INTO outlines VALUES (?, ?)", (kept.digest, kept.content))
    assert report.engine
    made_with = (hand_in, report.engine.digest, kept.digest)
    content = stored(report)
    query = (
        "SELECT report, graded_at, engine_digest, outline, round FROM gradings "
        "WHERE hand_in = ? ORDER BY graded_at DESC, id DESC LIMIT 1"
    )
    last = connection.execute(query, (hand_in,)).fetchone()
    if last and last[0] == content and last[2:4] == made_with[1:]:
        return False
    (again,) = connection.execute(
        "SELECT count(*) FROM gradings WHERE hand_in = ? AND engine_digest = ? AND outline = ?", made_with
    ).fetchone()
    connection.execute(
        "INSERT INTO gradings (hand_in, engine_digest, outline, round, graded_at, by, reason, engine, score, "
        "max_score, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *made_with,
            again,
            now(last[1] if last else ""),
            me(),
            reason,
            report.engine.version,
            report.score,
            report.max_score,
            content,
        ),
    )
    return True


def _record_failure(connection: sqlite3.Connection, report: Report, people: Sequence[int]) -> None:
    message = "\n".join(report.messages)
    query = "SELECT name, message FROM open_failures WHERE person = ?"
    for person in people:
        known = connection.execute(query, (person,)).fetchone()
        if known != (report.name, message):
            connection.execute(
                "INSERT INTO failures (failed_at, by, person, name, message) VALUES (?, ?, ?, ?, ?)",
                (now(), me(), person, report.name, message),
            )
