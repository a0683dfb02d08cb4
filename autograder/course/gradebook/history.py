"""The history of one student's grade, the oldest event first."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.gradebook.actions import COMMENT, GIVE, NAME, OVERRIDE, RELEASE, UNDO, VOID, Action, all_actions
from autograder.course.gradebook.comparison import signed
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradings import outline
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.stored_report import CheckName, check_scores
from autograder.immutable import immutable
from autograder.text.phrasing import listed, number

MOST_NAMED = 4  # checks


@immutable
class Event:
    """One event.

    Attributes
    ----------
    at, by : str
        When it happened, and who caused it.
    what : str
        What happened.
    why : str
        The reason; empty if none was given.
    uid : str
        The id of the action, by which it can be undone; empty if it cannot.
    """

    at: str
    by: str
    what: str
    why: str = ""
    uid: str = ""


def history(gradebook: Gradebook, student: Student) -> list[Event]:
    """The events that affected a student's grade."""
    events = [*_gradings(gradebook, student), *_failures(gradebook, student), *_actions(gradebook, student)]
    return sorted(events, key=lambda event: event.at)


def _gradings(gradebook: Gradebook, student: Student) -> Iterator[Event]:
    query = (
        "SELECT gradings.hand_in, name, graded_at, by, reason, outline, score, max_score, report FROM authors "
        "JOIN gradings ON gradings.hand_in = authors.hand_in JOIN hand_ins ON hand_ins.id = gradings.hand_in "
        "WHERE person = ? ORDER BY graded_at, gradings.id"
    )
    earlier: dict[int, dict[CheckName, float]] = {}
    for hand_in, name, at, by, reason, digest, score, most, report in gradebook.rows(query, (student.row,)):
        scores = check_scores(report, outline(gradebook, digest))
        before = earlier.get(hand_in)
        what = f"{name}: {number(score)} of {number(most)} points"
        yield Event(at, by, f"{what}{_difference(before, scores)}" if before is not None else what, reason)
        earlier[hand_in] = scores


def _difference(before: dict[CheckName, float], after: dict[CheckName, float]) -> str:
    gained = {key: after.get(key, 0.0) - before.get(key, 0.0) for key in {**before, **after}}
    parts = [f"{'/'.join(key)} {signed(points)}" for key, points in gained.items() if points]
    return f" ({listed(parts, MOST_NAMED)})" if parts else " (no check's points changed)"


def _failures(gradebook: Gradebook, student: Student) -> Iterator[Event]:
    query = "SELECT failed_at, by, name, message FROM failures WHERE person = ?"
    for at, by, name, message in gradebook.rows(query, (student.row,)):
        yield Event(at, by, f"{name} could not be graded: {message}")


def _actions(gradebook: Gradebook, student: Student) -> Iterator[Event]:
    known = all_actions(gradebook)
    by_uid = {each.uid: each for each in known}
    for each in known:
        if student.row in each.people or not each.people:
            about = by_uid.get(each.target, each) if each.kind == UNDO else each
            said = _told(about, student) if about.kind == RELEASE else in_words(about)
            what = f"undone: {said}" if each.kind == UNDO else said
            yield Event(each.done_at, each.by, what, each.reason, "" if each.kind == UNDO else each.uid)


def _told(action: Action, student: Student) -> str:
    score = action.people.get(student.row)
    return f"told the student: {'no score' if score is None else f'{number(score)} points'}"


def in_words(action: Action) -> str:
    """A decision in words."""
    where = action.exercise or "the whole score"
    if action.kind == OVERRIDE:
        return f"{where} is set to {number(action.points)} points"
    if action.kind == COMMENT:
        return f"a comment{f' on {action.exercise}' if action.exercise else ''}: {action.content}"
    return {
        VOID: f"{'/'.join(action.check)} counts for nobody",
        GIVE: f"the points of {'/'.join(action.check)} are everybody's",
        NAME: f"the equal answers {action.target} have a hint: {action.content}",
        RELEASE: "released to students",
    }.get(action.kind, action.kind)
