"""The standing of each student: combines points, decisions and the course's policy.

Every view and every export reads `standings`, and computes no points itself:

    with open_gradebook(path) as gradebook:
        for each in standings(gradebook, policy_beside(path)):
            each.student        who: key, id (the platform's), name, email, sid, section
            each.identifiers    by what they are known on every platform
            each.identity       what the platform said with the attempt that counts: submission_id, files, …
            each.score          the final score, of each.max_score; None: nothing was graded, leave their cell alone
            each.raw            the points of the report, before any decision or penalty
            each.exercises      of each exercise: name, raw, points (that count), max_points, override, comments
            each.report()       the report of the attempt that counts, whole, for feedback

Students come in the order of their keys, whatever order they were graded in. All members of a group have a row each.
Points are rounded to `DECIMALS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from autograder.course.answer_groups import with_hints
from autograder.course.gradebook.actions import Action, actions
from autograder.course.gradebook.attempts import Attempt, ExercisePoints, attempts_of, counting
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.decisions import Decisions
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.gradings import failures, report_with
from autograder.course.gradebook.people import Student, all_identifiers, one_called, students
from autograder.course.policy.course_file import Policy
from autograder.course.policy.late import due_for
from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.results.report import Report


@immutable
class Standing:
    """The standing of one student.

    Attributes
    ----------
    student : Student
        The student.
    attempt : Attempt or None
        The attempt that counts; None if no submission was graded.
    attempts : int
        How many there are.
    override : Action or None
        The override of the whole score, which nothing else changes.
    comments : tuple of Action
        Comments on the whole submission.
    released : float or None
        The score that was last released to the student; None if there is none.
    failure : str
        Why the latest submission could not be graded; empty if it was.
    identifiers : tuple of str
        All identifiers of the student, on every platform; see `people.identifiers`.
    decisions : Decisions
        The decisions in force, for everybody.
    """

    student: Student
    attempt: Attempt | None
    attempts: int
    override: Action | None = None
    comments: tuple[Action, ...] = ()
    released: float | None = None
    failure: str = ""
    identifiers: tuple[str, ...] = field(default=(), compare=False)
    decisions: Decisions = field(default_factory=lambda: Decisions(()), repr=False, compare=False)
    gradebook: Gradebook | None = field(default=None, repr=False, compare=False)

    @property
    def score(self) -> float | None:
        """The final score; None if nothing was graded or decided, so that there is no grade."""
        if self.override:
            return self.override.points
        return self.attempt.after_penalty if self.attempt else None

    @property
    def raw(self) -> float | None:
        """The points of the report, before any decision."""
        return self.attempt.raw if self.attempt else None

    @property
    def max_score(self) -> float | None:
        """The maximum score."""
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
        """When the attempt that counts was handed in, according to the platform."""
        return self.attempt.lateness.submitted if self.attempt else None

    @property
    def identity(self) -> Identity:
        """The identity that came with the attempt that counts; empty if there is none."""
        return self.attempt.identity if self.attempt else Identity()

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks that a person should look at."""
        late = self.attempt.lateness.note if self.attempt else ""
        failed = f"The latest submission could not be graded: {self.failure}" if self.failure else ""
        return tuple(filter(None, (late, failed)))

    def report(self) -> Report | None:
        """The whole report of the attempt that counts, with the hints of its groups; None if there is none."""
        if self.attempt is None or self.gradebook is None:
            return None
        return with_hints(report_with(self.gradebook, self.attempt.grading), self.decisions.hints)


def standings(
    gradebook: Gradebook,
    policy: Policy,
    decided: Sequence[Action] | None = None,
    *,
    at: str = "",
    only: Student | None = None,
) -> Iterator[Standing]:
    """The standing of each student.

    Parameters
    ----------
    gradebook : Gradebook
        The gradebook.
    policy : Policy
        The course's policy.
    decided : sequence of Action, optional
        The decisions to apply, the oldest first; by default those in force. Others show what they would change.
    at : str
        A time in the past; empty for now.
    only : Student, optional
        A single student; by default all.

    Raises
    ------
    GradebookError
        If an extension is for a student whom the gradebook does not know, or two are for the same one.
    """
    decisions = Decisions(actions(gradebook, at=at) if decided is None else decided)
    everybody = students(gradebook)
    extensions = _extensions(policy, everybody)
    known_by = all_identifiers(gradebook)
    failed = {person: message for person, _, message in failures(gradebook)}
    for student in everybody if only is None else [only]:
        due = due_for(policy, extensions.get(student.row))
        attempts = attempts_of(gradebook, student, due, policy, decisions, at)
        yield Standing(
            student,
            counting(attempts, policy.count),
            len(attempts),
            decisions.overrides.get((student.row, "")),
            decisions.comments(student.row, ""),
            decisions.released.get(student.row),
            failed.get(student.row, ""),
            known_by.get(student.row, ()),
            decisions,
            gradebook,
        )


def _extensions(policy: Policy, everybody: Sequence[Student]) -> dict[int, datetime | timedelta]:
    """The extensions, by the rows of the students."""
    found: dict[int, str] = {}
    for who in policy.extensions:
        try:
            row = one_called(everybody, who).row
        except GradebookError as error:
            raise GradebookError(f"course.toml, extensions: {error}") from error
        if row in found:
            raise GradebookError(f"course.toml, extensions: {found[row]} and {who} are the same student.")
        found[row] = who
    return {row: policy.extensions[who] for row, who in found.items()}
