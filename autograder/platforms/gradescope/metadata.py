"""What Gradescope tells of a submission: who handed it in, when, and what came of the earlier ones.

Fields come and go, and nothing here is worth failing for: what is missing or odd reads as not told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from autograder.results.identity import Identity, Person
from autograder.text.sanitize import one_line
from autograder.untrusted import items, mapping, number, text

LONGEST_NAME = 80


@dataclass(frozen=True)
class Previous:
    """An earlier submission.

    Attributes
    ----------
    time : datetime or None
        When it was handed in.
    score : float or None
        What it got.
    failed : bool
        Whether there was no result, for no fault of the student's.
    results : dict
        The ``results.json`` of then; Gradescope tells the latest only.
    """

    time: datetime | None
    score: float | None
    failed: bool
    results: Mapping[str, Any]


@dataclass(frozen=True)
class Metadata:
    """The parts of ``submission_metadata.json`` that grading uses.

    Attributes
    ----------
    id : str
        The submission's number, or nothing.
    created : datetime or None
        When it was handed in.
    people : tuple of Person
        All who handed it in together.
    previous : tuple of Previous
        The earlier submissions, the oldest first.
    """

    id: str = ""
    created: datetime | None = None
    people: tuple[Person, ...] = ()
    previous: tuple[Previous, ...] = ()

    @property
    def users(self) -> tuple[str, ...]:
        """The names of those who have one."""
        return tuple(person.name for person in self.people if person.name)

    @property
    def name(self) -> str:
        """What a report calls the submission."""
        return ", ".join(self.users) or f"submission {self.id}".strip()

    @property
    def identity(self) -> Identity:
        """The same as a report keeps it."""
        return Identity(
            platform="gradescope",
            submission_id=self.id,
            people=self.people,
            submitted_at=self.created.isoformat() if self.created else "",
            attempt=str(len(self.previous) + 1),
        )


def read_metadata(path: Path) -> Metadata:
    """Read ``submission_metadata.json``; where there is none to be read, nothing is told."""
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
    """A time as Gradescope writes it, ``2026-03-09T14:05:00.123456-04:00``; without a zone it is taken as UTC."""
    try:
        time = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return None
    if not 2000 <= time.year < 2200:  # so that one can compute with it
        return None
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _person(given: Mapping[str, Any]) -> Person:
    return Person(*(_name(given.get(key)) for key in ("id", "name", "email")))


def _previous(given: Mapping[str, Any]) -> Previous:
    return Previous(
        time=time_of(given.get("submission_time")),
        score=number(given.get("score")),
        failed=bool(given.get("autograder_error")),
        results=mapping(given.get("results")),
    )


def _oldest_first(previous: list[Previous]) -> tuple[Previous, ...]:
    """By their times; those without one first, in the order in which they were told."""
    return tuple(sorted(previous, key=lambda each: each.time.timestamp() if each.time else 0.0))


def _name(value: Any) -> str:
    return one_line(text(value).strip(), LONGEST_NAME)
