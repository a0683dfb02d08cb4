"""Reads fields of untrusted data by type: a field that is missing or of another type reads as empty.

A student's process may send forged data, and platforms change the fields of their files; neither may stop grading.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a JSON object; else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value if it is a list; else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """The value if it is a string, or an integer as one, since ids and names may be numbers; else an empty string."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value)
    except ValueError:  # more digits than Python writes
        return ""


def finite_number(value: Any) -> float | None:
    """The value if it is a finite number, or a string that holds one; else None."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
