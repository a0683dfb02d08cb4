"""Decisions by people: overrides, comments, voided checks, releases. None is removed; all can be undone."""

from __future__ import annotations

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.who_and_when import me, now
from autograder.immutable import immutable

OVERRIDE, COMMENT, VOID, GIVE, NAME, RELEASE, UNDO = "override", "comment", "void", "give", "name", "release", "undo"
COLUMNS = "id, uid, done_at, by, kind, reason, exercise, target, points, content"
UID_BYTES = 4


@immutable
class Action:
    """One decision.

    Attributes
    ----------
    uid : str
        Its id, which is the same in every file.
    done_at, by, reason : str
        When it was made, by whom and why.
    kind : str
        ``override``, ``comment``, ``void``, ``give``, ``name``, ``release`` or ``undo``.
    exercise : str
        The exercise; empty for the whole submission.
    target : str
        The check, the group of equal answers, or the action that is undone.
    points : float or None
        The points of an override.
    content : str
        The text of a comment, or a hint.
    people : dict of (float or None)
        The students concerned, by their rows, with the score that was released to them. Empty for the whole class.
    """

    uid: str
    done_at: str
    by: str
    kind: str
    reason: str = ""
    exercise: str = ""
    target: str = ""
    points: float | None = None
    content: str = ""
    people: Mapping[int, float | None] = field(default_factory=dict)

    @property
    def check(self) -> tuple[str, str]:
        """The check that it is about, by exercise and name."""
        return self.exercise, self.target


def act(
    gradebook: Gradebook,
    kind: str,
    *,
    people: Mapping[int, float | None] | Sequence[int] = (),
    reason: str = "",
    exercise: str = "",
    target: str = "",
    points: float | None = None,
    content: str = "",
) -> Action:
    """Record a decision.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    kind : str
        The kind of decision.
    people : sequence of int, or dict
        The rows of the students concerned, and for a release the score of each; empty for the whole class.
    reason : str
        The reason.
    exercise, target : str
        See `Action`.
    points : float, optional
        The points of an override.
    content : str
        The text of a comment, or a hint.
    """
    concerned = people if isinstance(people, Mapping) else dict.fromkeys(people)
    action = Action(
        secrets.token_hex(UID_BYTES), now(), me(), kind, reason, exercise, target, points, content, concerned
    )
    with gradebook.transaction() as connection:
        add(connection, action)
    return action


def add(connection: sqlite3.Connection, action: Action) -> bool:
    """Write an action, in a transaction, unless its uid exists already; return whether it is new."""
    values = (
        *(action.uid, action.done_at, action.by, action.kind, action.reason),
        *(action.exercise, action.target, action.points, action.content),
    )
    done = connection.execute(
        "INSERT OR IGNORE INTO actions (uid, done_at, by, kind, reason, exercise, target, points, content) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    if not done.rowcount:
        return False
    rows = [(done.lastrowid, person, score) for person, score in action.people.items()]
    connection.executemany("INSERT INTO concerned VALUES (?, ?, ?)", rows)
    return True


def actions(gradebook: Gradebook, *, at: str = "") -> list[Action]:
    """The decisions in force, the oldest first: now, or at some time."""
    if not at:
        return _read(gradebook, "actions_in_force")
    then = [each for each in all_actions(gradebook) if each.done_at <= at]
    undone = {each.target for each in then if each.kind == UNDO}
    return [each for each in then if each.kind != UNDO and each.uid not in undone]


def all_actions(gradebook: Gradebook) -> list[Action]:
    """All decisions ever made or undone, the oldest first."""
    return _read(gradebook, "actions")


def _read(gradebook: Gradebook, table: str) -> list[Action]:
    concerned: dict[int, dict[int, float | None]] = defaultdict(dict)
    for action, person, score in gradebook.rows("SELECT action, person, score FROM concerned"):
        concerned[action][person] = score
    rows = gradebook.rows(f"SELECT {COLUMNS} FROM {table} ORDER BY done_at, id")  # noqa: S608
    return [replace(Action(*values), people=concerned.get(row, {})) for row, *values in rows]


def undo(gradebook: Gradebook, uid: str, reason: str) -> Action:
    """Undo an action, by its uid; without one, the latest that is in force. Return what was undone.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    uid : str
        The id of the action; empty for the latest.
    reason : str
        The reason, for the history.

    Raises
    ------
    GradebookError
        If there is none.
    """
    known = actions(gradebook)
    if uid:
        meant = [each for each in known if each.uid == uid]
        if not meant and any(each.uid == uid for each in all_actions(gradebook)):
            raise GradebookError(f"{uid} has been undone already, or has undone another. To redo it, do it again.")
    else:
        meant = known[-1:]
    if not meant:
        raise GradebookError(f"There is no action {uid}." if uid else "There is nothing to undo.")
    (action,) = meant
    act(gradebook, UNDO, people=action.people, reason=reason, exercise=action.exercise, target=action.uid)
    return action
