"""Data from outside, read as what it should be: what is missing or of another form reads as nothing.

What a student's process sends may be forged, and fields of a platform's file come and go: neither is worth failing for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def mapping(value: Any) -> Mapping[str, Any]:
    """A JSON object; else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The items of a list; else none."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text; also a whole number, which may stand where a name or an id is meant; else an empty text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value)
    except ValueError:  # more digits than Python writes
        return ""


def number(value: Any) -> float | None:
    """A finite number, also one in a text; else None."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
