"""Reads ``course.toml``, the instructor's settings for a course, with clear messages on errors."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any

from autograder.course.policy.submission_time import named_zone
from autograder.immutable import immutable
from autograder.text.phrasing import listed

if sys.version_info >= (3, 11):
    import tomllib  # novm  # before 3.11 it is a package of its own
else:
    import tomli as tomllib

NAME = "course.toml"
YEARS = range(1990, 3000)
COUNTS = ("last", "best", "last-before-due")
TEMPLATE = Path(__file__).with_name("course.toml").read_text(encoding="utf-8")
KNOWN = ("due", "grace_minutes", "percent_a_day", "most_percent", "count", "timezone", "extensions")


class CourseFileError(Exception):
    """The file cannot be used; the message tells what is wrong, and what would be right."""


@immutable
class Policy:
    """How points become a grade.

    Attributes
    ----------
    due : datetime or None
        The due date; None if nothing is late.
    grace : timedelta
        The grace period after the due date.
    percent_a_day : float
        The percentage of points that is deducted for each day started after the due date.
    most_percent : float
        The maximum deduction, in percent.
    count : str
        Which attempt counts: one of `COUNTS`.
    zone : tzinfo
        The time zone of times without one.
    extensions : dict of datetime or timedelta
        A due date, or an extension, for single students, by a word that identifies them.
    """

    due: datetime | None = None
    grace: timedelta = timedelta(0)
    percent_a_day: float = 0.0
    most_percent: float = 100.0
    count: str = "last"
    zone: tzinfo = timezone.utc
    extensions: Mapping[str, datetime | timedelta] = field(default_factory=dict)


def policy_beside(gradebook: Path) -> Policy:
    """The policy beside a gradebook; by default, the last attempt counts and nothing is late.

    Raises
    ------
    CourseFileError
        If the file cannot be used.
    """
    path = gradebook.resolve().with_name(NAME)
    try:
        return policy_from(path.read_bytes(), path.name)
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        raise CourseFileError(f"{path} cannot be read: {error.strerror}.") from error


def policy_from(content: bytes, name: str = NAME) -> Policy:
    """The policy in a file.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name, for messages.

    Raises
    ------
    CourseFileError
        If it is not valid TOML, or has an unknown or invalid setting.
    """
    try:
        said = tomllib.loads(content.decode("utf-8-sig"))
        return _policy(said)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseFileError(f"{name} cannot be read: {error}. Dates are written 2026-03-09T23:59:00.") from error
    except ValueError as error:
        raise CourseFileError(f"{name}: {error}") from error


def _policy(said: Mapping[str, Any]) -> Policy:
    for name in said:
        if name not in KNOWN:
            close = difflib.get_close_matches(name, KNOWN, n=1)
            meant = f" Did you mean {close[0]}?" if close else f" Known are {listed(KNOWN)}."
            raise ValueError(f"{name} is not known.{meant}")
    zone = _zone(said.get("timezone", "UTC"))
    count = said.get("count", "last")
    if count not in COUNTS:
        raise ValueError(f"count is {count!r}, and can be {listed(COUNTS)}.")
    due = said.get("due")
    extensions = said.get("extensions", {})
    if not isinstance(extensions, dict):
        raise ValueError("extensions is a table: a line [extensions], and below it one line a student.")
    if (extensions or count == "last-before-due") and due is None:
        raise ValueError("due is missing: without it there is nothing to extend, and nothing is before it.")
    percent = _number(said, "percent_a_day", 0.0, 100)
    if percent and due is None:
        raise ValueError("due is missing: without it nothing is late, and percent_a_day takes nothing.")
    return Policy(
        due=None if due is None else _time(due, zone, "due"),
        grace=timedelta(minutes=_number(said, "grace_minutes", 0.0, 10_000_000)),
        percent_a_day=percent,
        most_percent=_number(said, "most_percent", 100.0, 100),
        count=count,
        zone=zone,
        extensions={str(who): _extension(value, zone, str(who)) for who, value in extensions.items()},
    )


def _zone(name: Any) -> tzinfo:
    found = named_zone(name) if isinstance(name, str) else None
    if found is None:
        raise ValueError(f"timezone is {name!r}, which is not known here. It is written like Europe/Berlin or UTC.")
    return found


def _time(value: Any, zone: tzinfo, name: str) -> datetime:
    if isinstance(value, date) and value.year not in YEARS:  # a datetime is a date, too
        raise ValueError(f"{name} is in the year {value.year}. Is that a typing error?")
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(23, 59, 59), zone)
    raise ValueError(f"{name} is {value!r}, and no date. It is written 2026-03-09T23:59:00, without quotation marks.")


def _extension(value: Any, zone: tzinfo, who: str) -> datetime | timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _time(value, zone, f"the extension of {who}")
    if not 0 <= value <= 10_000:
        raise ValueError(f"the extension of {who} is {value} days, and can be 0 to 10000.")
    return timedelta(days=value)


def _number(said: Mapping[str, Any], name: str, default: float, most: float) -> float:
    value = said.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(f"{name} is {value!r}, and can be a number from 0 to {most:g}.")
    return float(value)
