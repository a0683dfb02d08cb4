"""The output of a submission, and Python's warnings about it."""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path
from typing import BinaryIO

OUTPUT = 1


def prepare(raw: BinaryIO) -> None:
    """Send all output to one stream, unbuffered in case the process is killed, and without paths of this machine."""
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", line_buffering=True)
    sys.stdout = sys.stderr = stream
    warnings.formatwarning = _warning


def _warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    """A warning, with its place if that is in a submitted file, which has a name and no path."""
    place = "" if Path(filename).is_absolute() else f"{filename}:{lineno}: "
    return f"{place}{category.__name__}: {message}\n"
