"""A student's attempts, with the points that each has by the decisions and the policy, and which of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from autograder.course.gradebook.actions import GIVE, VOID, Action
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.decisions import Decisions
from autograder.course.gradebook.gradings import outline
from autograder.course.gradebook.people import Student
from autograder.course.gradebook.stored_report import CheckName, check_scores, identity_from_text
from autograder.course.policy.course_file import Policy
from autograder.course.policy.late import Lateness, lateness
from autograder.immutable import immutable
from autograder.results.identity import Identity

DECIMALS = 4


@immutable
class ExercisePoints:
    """One exercise of one student.

    Attributes
    ----------
    name : str
        The exercise.
    raw : float
        The points of its checks.
    points : float
        Those that count: with voided and given checks, or as overridden.
    max_points : float
        What can be had, without voided checks.
    override : Action or None
        The override that decides, with its reason, who and when.
    comments : tuple of Action
        Comments on the exercise.
    """

    name: str
    raw: float
    points: float
    max_points: float
    override: Action | None = None
    comments: tuple[Action, ...] = ()


@immutable
class Attempt:
    """One attempt, as far as points go."""

    row: int
    name: str
    identity: Identity
    raw: float
    max_score: float
    scores: Mapping[CheckName, float]
    exercises: tuple[ExercisePoints, ...]
    lateness: Lateness
    before_penalty: float
    graded_at: str
    by: str
    reason: str
    grading: int = 0

    @property
    def penalty(self) -> float:
        """The points that are taken for its being late."""
        return round(self.before_penalty * self.lateness.percent / 100, DECIMALS)

    @property
    def after_penalty(self) -> float:
        return round(self.before_penalty - self.penalty, DECIMALS)


def counting(attempts: Sequence[Attempt], count: str) -> Attempt | None:
    """The attempt that counts, of all of a student's in the order in which they came."""
    if not attempts:
        return None
    if count == "best":
        return max(enumerate(attempts), key=lambda each: (each[1].after_penalty, each[0]))[1]
    if count == "last-before-due":
        in_time = [each for each in attempts if not each.lateness.late]
        return in_time[-1] if in_time else attempts[0]
    return attempts[-1]


_NOW = (
    "SELECT attempts.hand_in, name, identity, outline, max_score, report, graded_at, by, reason, gradings.id "
    "FROM attempts JOIN gradings ON gradings.id = grading WHERE person = ? ORDER BY received_at, attempts.hand_in"
)
_THEN = (  # a grading is in force until the next one of the same attempt
    "SELECT hand_ins.id, name, identity, outline, max_score, report, graded_at, by, reason, gradings.id FROM authors "
    "JOIN hand_ins ON hand_ins.id = authors.hand_in JOIN gradings ON gradings.hand_in = hand_ins.id "
    "WHERE person = :person AND graded_at = "
    "(SELECT max(graded_at) FROM gradings WHERE gradings.hand_in = hand_ins.id AND graded_at <= :at) "
    "ORDER BY (SELECT max(received_at) FROM receipts WHERE receipts.hand_in = hand_ins.id AND received_at <= :at)"
)


def attempts_of(
    gradebook: Gradebook, student: Student, due: datetime | None, policy: Policy, decisions: Decisions, at: str
) -> list[Attempt]:
    """A student's attempts in the order in which they came: by the platform's times, where it says those of all.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    student : Student
        The student.
    due : datetime or None
        The student's due date.
    policy : Policy
        The course's policy.
    decisions : Decisions
        The decisions that are in force.
    at : str
        The time at which they were in force; empty for now.
    """
    rows = gradebook.rows(_THEN, {"person": student.row, "at": at}) if at else gradebook.rows(_NOW, (student.row,))
    found = []
    for row, name, text, digest, max_score, report, *made in rows:
        identity = identity_from_text(text)
        outlined = outline(gradebook, digest)
        scores = check_scores(report, outlined)
        exercises = tuple(_points(student.row, scores, outlined.exercises, decisions))
        reachable = sum(each.max_points for each in exercises)
        # What is voided was as good as never asked: the other checks share its weight.
        scale = max_score / reachable if reachable else 1.0
        before = round(sum(each.points for each in exercises) * scale, DECIMALS)
        raw = round(sum(scores.values()), DECIMALS)
        late = lateness(identity, policy, due)
        found.append(Attempt(row, name, identity, raw, max_score, scores, exercises, late, before, *made))
    times = [each.lateness.submitted for each in found]
    if all(times):
        found.sort(key=lambda each: each.lateness.submitted or datetime.min)
    return found


def _points(
    person: int, scores: Mapping[CheckName, float], exercises: Sequence[Mapping[str, object]], decisions: Decisions
) -> Iterator[ExercisePoints]:
    for exercise in exercises:
        name = str(exercise["name"])
        raw = points = most = 0.0
        for check in exercise["checks"]:  # type: ignore[attr-defined]
            key, worth = (name, check["name"]), check["max_score"]
            decision = decisions.checks.get(key)
            raw += scores[key]
            most += 0.0 if decision == VOID else worth
            points += 0.0 if decision == VOID else worth if decision == GIVE else scores[key]
        override = decisions.overrides.get((person, name))
        if override and override.points is not None:
            points = override.points
        rounded = [round(each, DECIMALS) for each in (raw, points, most)]
        yield ExercisePoints(name, rounded[0], rounded[1], rounded[2], override, decisions.comments(person, name))
