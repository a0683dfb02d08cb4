"""Reads gradings, which are never changed: the latest one of an attempt is in force. `recording` writes them."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.facts import fact
from autograder.course.gradebook.hand_ins import hand_in_known
from autograder.course.gradebook.stored_report import Outline, identity_from_text, restored
from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.results.report import Report


@immutable
class Grading:
    """A report on an attempt.

    Attributes
    ----------
    row : int
        Its row in this file.
    hand_in : int
        The row of the attempt.
    graded_at, by, reason : str
        When, by whom and why it was graded.
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


def graded_attempt(gradebook: Gradebook, identity: Identity, name: str, sha256: str) -> Grading | None:
    """The grading in force of an attempt; None if it has not been graded.

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
    hand_in = hand_in_known(gradebook, identity, name, sha256)
    return None if hand_in is None else grading_in_force(gradebook, hand_in)


def grading_in_force(gradebook: Gradebook, hand_in: int) -> Grading | None:
    """The grading in force of an attempt, by its row."""
    query = f"SELECT {GRADING} FROM gradings_in_force WHERE hand_in = ?"  # noqa: S608
    return next((Grading(*row) for row in gradebook.rows(query, (hand_in,))), None)


def outline_and_engine(gradebook: Gradebook, grading: Grading) -> tuple[Outline, str]:
    """The outline of the assignment and the engine's digest with which a grading was made."""
    digest, engine = next(gradebook.rows("SELECT outline, engine_digest FROM gradings WHERE id = ?", (grading.row,)))
    return outline(gradebook, digest), engine


def outline(gradebook: Gradebook, digest: str) -> Outline:
    """An outline, by its digest."""
    return _outline(digest, gradebook.value("SELECT content FROM outlines WHERE digest = ?", (digest,)))


@functools.lru_cache(64)  # a gradebook has few, and each is needed for every report
def _outline(digest: str, content: bytes) -> Outline:
    return Outline(digest, content)


def report_of(gradebook: Gradebook, grading: Grading) -> Report:
    """The report of a grading, whole."""
    return report_with(gradebook, grading.row)


def report_with(gradebook: Gradebook, row: int) -> Report:
    """The report of the grading in this row, whole."""
    query = (
        "SELECT outline, report, name, sha256, identity FROM gradings JOIN hand_ins ON hand_ins.id = hand_in "
        "WHERE gradings.id = ?"
    )
    digest, content, name, sha256, identity = next(gradebook.rows(query, (row,)))
    known = (name, sha256, identity_from_text(identity))
    return restored(content, outline(gradebook, digest), fact(gradebook, "assignment"), known)


def failures(gradebook: Gradebook) -> Iterator[tuple[int, str, str]]:
    """Submissions that could not be graded so far: the row of the student, the name, and why."""
    yield from gradebook.rows("SELECT person, name, message FROM open_failures ORDER BY name, person")
