"""Who is working with the gradebook, and when, as its history keeps them."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta, timezone


def now(after: str = "") -> str:
    """The time, in the form in which the gradebook keeps it, and later than `after` even where a clock was put back."""
    current = datetime.now(timezone.utc)
    if after:
        current = max(current, datetime.fromisoformat(after) + timedelta(microseconds=1))
    return current.isoformat(timespec="microseconds")


def me() -> str:
    """Who is working with the gradebook."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # in a container without names of users
        return "unknown"
