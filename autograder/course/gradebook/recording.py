"""Writes results as they are finished: reports, failures, and students who handed in nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.hand_ins import enter_authors, note_receipt, row_of_hand_in
from autograder.course.gradebook.misconceptions import note_misconceptions
from autograder.course.gradebook.people import enter
from autograder.course.gradebook.stored_report import outline_of, stored
from autograder.course.gradebook.stored_submission import keep
from autograder.course.gradebook.who_and_when import me, now
from autograder.results.identity import Person
from autograder.results.report import Report
from autograder.submissions.submission import Submission

ROSTER = "roster"  # the platform of people who are known from the course's list alone
FIRST = "graded"  # why a grading was made


def record(
    gradebook: Gradebook,
    report: Report,
    submission: Submission | None = None,
    reason: str = FIRST,
    misconceptions: Mapping[str, str] | None = None,
) -> bool:
    """Write a report, in one transaction, unless it is there already.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    report : Report
        The report. If the submission could not be graded, the grade in force stays.
    submission : Submission, optional
        The submission, if it may be new.
    reason : str
        The reason for grading.
    misconceptions : dict of str, optional
        The fingerprints of the misconceptions that were used, by exercise.

    Returns
    -------
    bool
        Whether it is a new grade.
    """
    with gradebook.transaction() as connection:
        people = enter_authors(connection, report.identity, report.name)
        if not report.graded:
            _record_failure(connection, report, people)
            return False
        hand_in = row_of_hand_in(connection, report, people)
        if submission is not None:
            keep(connection, hand_in, submission)
        note_receipt(connection, hand_in, people)
        if misconceptions is not None:
            note_misconceptions(connection, hand_in, misconceptions)
        return _record_grading(connection, hand_in, report, reason)


def enter_roster(gradebook: Gradebook, people: Sequence[Person]) -> None:
    """Enter people who handed in nothing."""
    with gradebook.transaction() as connection:
        for person in people:
            enter(connection, Person("", person.name, person.email, person.sid or person.id, person.section), ROSTER)


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
