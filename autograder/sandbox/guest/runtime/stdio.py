"""What a submission prints, and what Python prints about it."""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path
from typing import BinaryIO

OUTPUT = 1


def prepare(raw: BinaryIO) -> None:
    """Send all output the same way, however the process ends, and without the folder of Python in it."""
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", line_buffering=True)
    sys.stdout = sys.stderr = stream
    warnings.formatwarning = _warning


def _warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    """A warning, with its place if that is in a file that was handed in: these have names, not paths."""
    place = "" if Path(filename).is_absolute() else f"{filename}:{lineno}: "
    return f"{place}{category.__name__}: {message}\n"
