"""How long a submission may take: per call, per import, and in all."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Deadlines:
    """Seconds of wall-clock time, and how often an exercise may exceed them.

    An honest call takes some milliseconds, and a slow one is not wrong: only what exceeds `call` is a hang.
    After `hangs` of those an exercise is not asked any more, so that one endless loop does not use up the time of all.
    Once any call has hung, others get no more than `hurried`, if that is set: they may well be caught in the same loop.
    """

    call: float = 5.0
    module: float = 10.0
    hangs: int = 2
    submission: float = 300.0
    hurried: float | None = None


class Clock:
    """The time that one submission has left."""

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines
        self._end = time.monotonic() + deadlines.submission
        self._hangs: Counter[str] = Counter()

    def for_module(self) -> float:
        """Seconds that an import may take now."""
        return min(self._deadlines.module, self._left())

    def for_call(self) -> float:
        """Seconds that a call may take now."""
        hurried = self._deadlines.hurried
        seconds = self._deadlines.call if hurried is None or not self._hangs else hurried
        return min(seconds, self._left())

    def has_hung(self, exercise: str) -> None:
        """Take note that a call of `exercise` has exceeded its time."""
        self._hangs[exercise] += 1

    def forgive(self, exercise: str) -> None:
        """Give `exercise` all of its chances once more."""
        del self._hangs[exercise]

    def allows(self, exercise: str) -> bool:
        """Whether `exercise` may be asked once more."""
        return self._hangs[exercise] < self._deadlines.hangs and self._left() > 0

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())
