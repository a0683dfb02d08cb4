"""Reads times of submission in the formats of all platforms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

# Gradescope, Sakai, nbgrader: an ISO date, with fractions of a second or without, and perhaps a zone behind it.
ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d+))?\s*(?P<zone>\S+(?: \S+)*)?"
)
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
# Without a zone: Blackboard, Moodle, Brightspace, Canvas, and what is left of them when commas are taken away.
PLAIN = (
    "%Y-%m-%d-%H-%M-%S",
    "%Y%m%d%H%M%S",
    "%A %d %B %Y %I:%M %p",
    "%d %B %Y %I:%M %p",
    "%A %d %B %Y %H:%M",
    "%d %B %Y %H:%M",
    "%b %d %Y %I:%M %p",
    "%B %d %Y %I:%M %p",
    "%b %d %Y %I%M %p",
    "%B %d %Y %I%M %p",
    "%d %b %Y %H:%M",
    "%b %d %Y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%Y-%m-%d",
)
LONGEST = 100  # characters
Found = TypeVar("Found")


def submission_time(text: str, here: tzinfo) -> datetime | None:
    """The time that a platform wrote; None if it cannot be read for certain.

    Parameters
    ----------
    text : str
        As the platform writes it.
    here : tzinfo
        The zone of times without one.
    """
    text = " ".join(text[:LONGEST].split())
    if re.fullmatch(r"\d{17}", text):  # Sakai: with milliseconds
        text = text[:14]
    if match := ISO.fullmatch(text):
        return _iso(match, here)
    plain = text.replace(",", "")
    for form in PLAIN:
        if found := _attempt(lambda form=form: datetime.strptime(plain, form)):  # type: ignore[misc]
            return found.replace(tzinfo=here)
    return None


def _iso(match: re.Match[str], here: tzinfo) -> datetime | None:
    zone = _zone(match["zone"]) if match["zone"] else here
    time = match["time"] if match["time"].count(":") == 2 else f"{match['time']}:00"
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    found = _attempt(lambda: datetime.fromisoformat(f"{match['day']} {time}.{fraction}"))
    return found.replace(tzinfo=zone) if found and zone else None


def _zone(text: str) -> tzinfo | None:
    if match := OFFSET.fullmatch(text):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return _attempt(lambda: timezone(-offset if match[1] == "-" else offset))
    return named_zone(text)


def named_zone(name: str) -> tzinfo | None:
    """The zone of this name, such as Europe/Berlin; None if there is none."""
    if name.upper() in {"Z", "UTC", "GMT"}:  # known everywhere, even without a list of zones
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _attempt(function: Callable[[], Found]) -> Found | None:
    try:
        return function()
    except ValueError:
        return None
