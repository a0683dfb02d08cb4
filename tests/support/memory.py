"""The memory of processes, as /proc tells it."""

from __future__ import annotations

import os
from pathlib import Path


def peak_of(process: int) -> float:
    """The most memory, in MB, that a running process has had; 0 if it has ended, or /proc does not say."""
    return _field(process, "VmHWM:")


def peak_of_all(process: int) -> float:
    """The same, with all processes that it has started; what they share is counted for each."""
    return peak_of(process) + sum(map(peak_of_all, _children(process)))


def memory_of_children() -> float:
    """The memory, in MB, that the largest of this process's own children has now, without what that has started."""
    return max((_field(child, "VmRSS:") for child in _children(os.getpid())), default=0.0)


def _field(process: int, name: str) -> float:
    try:
        return int(Path(f"/proc/{process}/status").read_text().split(name)[1].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def _children(process: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except OSError:
        return []
