"""Files of ``exercises/`` that are made from the solutions for students' zips, about the public checks at that time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.assignment.fingerprint import public_version

FORMAT = 1


def recorded_file(folder: Path, **content: Any) -> bytes:
    """A file for the assignment in a folder: the same for the same content, byte for byte."""
    whole = {"format": FORMAT, "checks": public_version(folder), **content}
    return (json.dumps(whole, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def read_recorded(folder: Path, name: str) -> Mapping[str, Any]:
    """The content of a file; empty if it is missing or damaged, or is about other checks: somebody may change one."""
    try:
        content = json.loads((folder / "exercises" / name).read_text(encoding="utf-8"))
        known = content["format"] == FORMAT and content["checks"] == public_version(folder)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return content if known else {}
