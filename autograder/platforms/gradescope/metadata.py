"""Reads Gradescope's metadata of a submission: who handed it in, when, and the results of earlier submissions.

Gradescope changes these fields now and then, and none is worth failing for: a missing or odd field reads as empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from autograder.immutable import immutable
from autograder.results.identity import Identity, Person
from autograder.text.sanitize import one_line
from autograder.untrusted import finite_number, items, mapping, text

LONGEST_NAME = 80


@immutable
class Previous:
    """An earlier submission.

    Attributes
    ----------
    time : datetime or None
        When it was handed in.
    score : float or None
        Its score.
    failed : bool
        Whether the autograder failed on it.
    results : dict
        Its ``results.json``; Gradescope gives that of the latest submission only.
    """

    time: datetime | None
    score: float | None
    failed: bool
    results: Mapping[str, Any]


@immutable
class Metadata:
    """The parts of ``submission_metadata.json`` that grading uses.

    Attributes
    ----------
    id : str
        The submission's number; empty if unknown.
    created : datetime or None
        When it was handed in.
    people : tuple of Person
        The author, or all members of the group.
    previous : tuple of Previous
        The earlier submissions, oldest first.
    """

    id: str = ""
    created: datetime | None = None
    people: tuple[Person, ...] = ()
    previous: tuple[Previous, ...] = ()

    @property
    def users(self) -> tuple[str, ...]:
        """The names of all people who have one."""
        return tuple(person.name for person in self.people if person.name)

    @property
    def name(self) -> str:
        """The submission's name in a report."""
        return ", ".join(self.users) or f"submission {self.id}".strip()

    @property
    def identity(self) -> Identity:
        """Who handed it in, and when, in the form that reports keep."""
        return Identity(
            platform="gradescope",
            submission_id=self.id,
            people=self.people,
            submitted_at=self.created.isoformat() if self.created else "",
            attempt=str(len(self.previous) + 1),
        )


def read_metadata(path: Path) -> Metadata:
    """Read ``submission_metadata.json``; if that cannot be read, all fields are empty."""
    try:
        given = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Metadata()
    given = mapping(given)
    return Metadata(
        id=_name(given.get("id")),
        created=time_of(given.get("created_at")),
        people=tuple(person for each in items(given.get("users")) if (person := _person(mapping(each))) != Person()),
        previous=_oldest_first([_previous(mapping(each)) for each in items(given.get("previous_submissions"))]),
    )


def time_of(value: Any) -> datetime | None:
    """Read a time such as ``2026-03-09T14:05:00.123456-04:00``; one without a zone is taken as UTC."""
    try:
        time = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return None
    if not 2000 <= time.year < 2200:  # others overflow in computations
        return None
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _person(given: Mapping[str, Any]) -> Person:
    return Person(*(_name(given.get(key)) for key in ("id", "name", "email")))


def _previous(given: Mapping[str, Any]) -> Previous:
    return Previous(
        time=time_of(given.get("submission_time")),
        score=finite_number(given.get("score")),
        failed=bool(given.get("autograder_error")),
        results=mapping(given.get("results")),
    )


def _oldest_first(previous: list[Previous]) -> tuple[Previous, ...]:
    """Earlier submissions sorted by time; those without a time come first, in their original order."""
    return tuple(sorted(previous, key=lambda each: each.time.timestamp() if each.time else 0.0))


def _name(value: Any) -> str:
    return one_line(text(value).strip(), LONGEST_NAME)
