"""Lateness of an attempt, and the penalty for it."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from autograder.course.policy.course_file import Policy
from autograder.course.policy.submission_time import submission_time
from autograder.immutable import immutable
from autograder.results.identity import Identity

DAY = timedelta(days=1)


@immutable
class Lateness:
    """The lateness of an attempt.

    Attributes
    ----------
    submitted : datetime or None
        When it was handed in; None if the platform does not record that, or the time cannot be read.
    late : bool
        Whether it is late by the policy or, if that cannot be decided, by the platform.
    days : int
        The number of days started after the due date.
    percent : float
        The penalty.
    note : str
        A remark that a person should look at; usually empty.
    due : datetime or None
        The due date of this student; None if there is none.
    """

    submitted: datetime | None
    late: bool
    days: int = 0
    percent: float = 0.0
    note: str = ""
    due: datetime | None = None

    @property
    def by(self) -> timedelta:
        """The time between the due date and the submission; zero if unknown."""
        return self.submitted - self.due if self.late and self.submitted and self.due else timedelta(0)


def due_for(policy: Policy, extension: datetime | timedelta | None) -> datetime | None:
    """When the assignment is due for a student with this extension."""
    if isinstance(extension, timedelta):
        return policy.due + extension if policy.due else None
    return extension or policy.due


def lateness(identity: Identity, policy: Policy, due: datetime | None) -> Lateness:
    """The lateness of an attempt.

    Parameters
    ----------
    identity : Identity
        The identity of the attempt, with its time.
    policy : Policy
        The course's policy.
    due : datetime or None
        The due date of this student.
    """
    submitted = submission_time(identity.submitted_at, policy.zone) if identity.submitted_at else None
    if due is None:
        return Lateness(submitted, bool(identity.late))
    if submitted is None:
        unknown = "The platform marks it as late and does not say by how much: no penalty was taken."
        note = unknown if identity.late and policy.percent_a_day else ""
        return Lateness(None, bool(identity.late), note=note, due=due)
    if submitted <= due + policy.grace:
        return Lateness(submitted, late=False, due=due)
    days = math.ceil((submitted - due) / DAY)
    return Lateness(submitted, True, days, min(days * policy.percent_a_day, policy.most_percent), due=due)
