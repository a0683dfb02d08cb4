"""How late something came, and what that costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.course.policy.course_file import Policy
from autograder.course.policy.submission_time import submission_time
from autograder.results.identity import Identity

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lateness:
    """How late an attempt came.

    Attributes
    ----------
    submitted : datetime or None
        When it came; None if the platform does not say, or in a form that cannot be read.
    late : bool
        Whether it is late, by the policy; where that does not know, by the platform.
    days : int
        For how many days begun a penalty is due.
    percent : float
        The penalty.
    note : str
        What a person should look at; empty in general.
    due : datetime or None
        When it was due for this student; None: no due date is known.
    """

    submitted: datetime | None
    late: bool
    days: int = 0
    percent: float = 0.0
    note: str = ""
    due: datetime | None = None

    @property
    def by(self) -> timedelta:
        """How long after the due date it came; nothing if that is not known."""
        return self.submitted - self.due if self.late and self.submitted and self.due else timedelta(0)


def due_for(policy: Policy, extension: datetime | timedelta | None) -> datetime | None:
    """When the assignment is due for a student with this extension."""
    if isinstance(extension, timedelta):
        return policy.due + extension if policy.due else None
    return extension or policy.due


def lateness(identity: Identity, policy: Policy, due: datetime | None) -> Lateness:
    """How late an attempt came.

    Parameters
    ----------
    identity : Identity
        What its platform says of it.
    policy : Policy
        The course's policy.
    due : datetime or None
        When the assignment is due for this student.
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
