"""Deadlines that a busy machine puts off: time in which a worker waits for a processor is not its own."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from autograder.sandbox.protocol import TimeLimit

PATIENCE = 3  # times the time limit, by which a deadline is put off at most
WORTH_WAITING = 0.01  # seconds
SOON = 0.1  # of the time limit: who has replied by then costs no look at the kernel's count


class Deadline:
    """The time by which a worker must reply.

    Parameters
    ----------
    pid : int
        Its process.
    seconds : float or TimeLimit
        The time limit.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._end = time.monotonic() + seconds
        self._soon = self._end - (1 - SOON) * seconds
        self._most = PATIENCE * seconds
        if isinstance(seconds, TimeLimit):
            self._most = min(self._most, seconds.most - seconds)
        self._known: float | None = None

    def left(self) -> float:
        """Seconds until the next look at it."""
        return max(0.0, (self._soon if self._known is None else self._end) - time.monotonic())

    def is_over(self) -> bool:
        """Whether the time is up, without that in which the worker had no processor."""
        now = time.monotonic()
        if self._known is None and now >= self._soon:
            self._known = kept_waiting(self._pid)
        if now < self._end or self._known is None:
            return False
        more = min(kept_waiting(self._pid) - self._known, self._most)
        if more < WORTH_WAITING:
            return True
        self._known, self._most, self._end = self._known + more, self._most - more, self._end + more
        return now >= self._end


def kept_waiting(pid: int) -> float:
    """Seconds for which a process was ready to run and had no processor; 0 where the kernel does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    return 0.0
