"""What counts, student by student: the one place where points, decisions and the course's policy come together.

Every view and every export reads `standings`, and computes nothing of its own:

    with open_gradebook(path) as gradebook:
        for each in standings(gradebook, policy_beside(path)):
            each.student        who: key, id (the platform's), name, email, sid, section
            each.identity       what the platform said with the attempt that counts: submission_id, files, …
            each.score          the final score, of each.max_score; None: nothing was graded, leave their cell alone
            each.raw            the points of the report, before any decision or penalty
            each.exercises      of each exercise: name, raw, points (that count), max_points, override, comments
            each.report()       the report of the attempt that counts, whole, for feedback

Students come in the order of their keys, whatever order they were graded in. All members of a group have a row each.
Points are rounded to `DECIMALS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from autograder.course.gradebook.actions import COMMENT, GIVE, OVERRIDE, RELEASE, VOID, Action, actions
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradings import failures, grading_in_force, outline, report_of
from autograder.course.gradebook.people import Student, one_called, students
from autograder.course.gradebook.stored_report import CheckName, check_scores, identity_from_text
from autograder.course.policy.course_file import Policy
from autograder.course.policy.late import Lateness, due_for, lateness
from autograder.results.identity import Identity
from autograder.results.report import Report

DECIMALS = 4


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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

    @property
    def penalty(self) -> float:
        """The points that are taken for its being late."""
        return round(self.before_penalty * self.lateness.percent / 100, DECIMALS)

    @property
    def after_penalty(self) -> float:
        return round(self.before_penalty - self.penalty, DECIMALS)


@dataclass(frozen=True)
class Standing:
    """What counts for one student.

    Attributes
    ----------
    student : Student
        Who it is.
    attempt : Attempt or None
        The attempt that counts; None if nothing of theirs was graded.
    attempts : int
        How many there are.
    override : Action or None
        The override of the whole score, which nothing else changes.
    comments : tuple of Action
        Comments on the whole submission.
    released : float or None
        The score that the student was last told; None if none was released.
    failure : str
        Why the latest submission could not be graded; empty if it was.
    """

    student: Student
    attempt: Attempt | None
    attempts: int
    override: Action | None = None
    comments: tuple[Action, ...] = ()
    released: float | None = None
    failure: str = ""
    gradebook: Gradebook | None = field(default=None, repr=False, compare=False)

    @property
    def score(self) -> float | None:
        """The final score. None: nothing was graded and nobody has decided, so no grade is to be written."""
        if self.override:
            return self.override.points
        return self.attempt.after_penalty if self.attempt else None

    @property
    def raw(self) -> float | None:
        """The points of the report, before any decision."""
        return self.attempt.raw if self.attempt else None

    @property
    def max_score(self) -> float | None:
        """What can be had in all."""
        return self.attempt.max_score if self.attempt else None

    @property
    def exercises(self) -> tuple[ExercisePoints, ...]:
        return self.attempt.exercises if self.attempt else ()

    @property
    def penalty(self) -> float:
        return self.attempt.penalty if self.attempt else 0.0

    @property
    def late(self) -> bool:
        return self.attempt.lateness.late if self.attempt else False

    @property
    def submitted(self) -> datetime | None:
        """When the attempt that counts came, as far as the platform says."""
        return self.attempt.lateness.submitted if self.attempt else None

    @property
    def identity(self) -> Identity:
        """What the platform said with the attempt that counts; empty if there is none."""
        return self.attempt.identity if self.attempt else Identity()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should look at."""
        late = self.attempt.lateness.note if self.attempt else ""
        failed = f"The latest submission could not be graded: {self.failure}" if self.failure else ""
        return tuple(filter(None, (late, failed)))

    def report(self) -> Report | None:
        """The whole report of the attempt that counts, read now; None if there is none."""
        if self.attempt is None or self.gradebook is None:
            return None
        grading = grading_in_force(self.gradebook, self.attempt.row)
        return report_of(self.gradebook, grading) if grading else None


def standings(
    gradebook: Gradebook,
    policy: Policy,
    decided: Sequence[Action] | None = None,
    *,
    at: str = "",
    only: Student | None = None,
) -> Iterator[Standing]:
    """What counts for each student.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    policy : Policy
        How points become a grade.
    decided : sequence of Action, optional
        The decisions that hold, the oldest first; by default those in force. Others show what they would change.
    at : str
        The time at which this counted; empty: now.
    only : Student, optional
        The one student; by default all.

    Raises
    ------
    GradebookError
        If an extension is for a student whom the gradebook does not know.
    """
    decisions = _Decisions(actions(gradebook, at=at) if decided is None else decided)
    everybody = students(gradebook)
    extensions = {one_called(everybody, who).row: value for who, value in policy.extensions.items()}
    failed = {person: message for person, _, message in failures(gradebook)}
    for student in everybody if only is None else [only]:
        due = due_for(policy, extensions.get(student.row))
        attempts = _attempts(gradebook, student, due, policy, decisions, at)
        yield Standing(
            student,
            counting(attempts, policy.count),
            len(attempts),
            decisions.overrides.get((student.row, "")),
            decisions.comments(student.row, ""),
            decisions.released.get(student.row),
            failed.get(student.row, ""),
            gradebook,
        )


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


class _Decisions:
    """The decisions that hold, by whom and what they concern."""

    def __init__(self, decided: Sequence[Action]) -> None:
        self.overrides: dict[tuple[int, str], Action] = {}
        self.checks: dict[CheckName, str] = {}
        self.released: dict[int, float | None] = {}
        self._comments: dict[tuple[int, str], list[Action]] = defaultdict(list)
        for each in decided:
            if each.kind in {VOID, GIVE}:
                self.checks[each.check] = each.kind
            for person, score in each.people.items():
                if each.kind == OVERRIDE:
                    self.overrides[person, each.exercise] = each
                elif each.kind == COMMENT:
                    self._comments[person, each.exercise].append(each)
                elif each.kind == RELEASE:
                    self.released[person] = score

    def comments(self, person: int, exercise: str) -> tuple[Action, ...]:
        return tuple(self._comments.get((person, exercise), ()))


_NOW = (
    "SELECT attempts.hand_in, name, identity, outline, max_score, report, graded_at, by, reason "
    "FROM attempts JOIN gradings ON gradings.id = grading WHERE person = ? ORDER BY received_at, attempts.hand_in"
)
_THEN = (  # a grading is in force until the next one of the same attempt
    "SELECT hand_ins.id, name, identity, outline, max_score, report, graded_at, by, reason FROM authors "
    "JOIN hand_ins ON hand_ins.id = authors.hand_in JOIN gradings ON gradings.hand_in = hand_ins.id "
    "WHERE person = :person AND graded_at = "
    "(SELECT max(graded_at) FROM gradings WHERE gradings.hand_in = hand_ins.id AND graded_at <= :at) "
    "ORDER BY (SELECT max(received_at) FROM receipts WHERE receipts.hand_in = hand_ins.id AND received_at <= :at)"
)


def _attempts(
    gradebook: Gradebook, student: Student, due: datetime | None, policy: Policy, decisions: _Decisions, at: str
) -> list[Attempt]:
    """A student's attempts in the order in which they came: by the platform's times, where it says those of all."""
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
    person: int, scores: Mapping[CheckName, float], exercises: Sequence[Mapping[str, object]], decisions: _Decisions
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
