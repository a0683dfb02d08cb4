"""How long a submission may take: per call, per import, per exercise, in all."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Deadlines:
    """Seconds of wall-clock time. An honest call takes some milliseconds; a hang is to cost only itself."""

    call: float = 4.0
    module: float = 10.0
    exercise: float = 10.0
    submission: float = 90.0


class Clock:
    """The time that one submission has left."""

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines
        self._end = time.monotonic() + deadlines.submission
        self._spent: Counter[str] = Counter()
        self._since = time.monotonic()

    def for_module(self) -> float:
        """Seconds that an import may take now."""
        return min(self._deadlines.module, self._left())

    def for_call(self, exercise: str) -> float:
        """Seconds that a call of `exercise` may take now; 0 if there are none left."""
        return min(self._deadlines.call, self._deadlines.exercise - self._spent[exercise], self._left())

    def start(self) -> None:
        """A call starts now."""
        self._since = time.monotonic()

    def charge(self, exercise: str) -> None:
        """What has passed since the last start or charge goes to `exercise`."""
        now = time.monotonic()
        self._spent[exercise] += now - self._since  # type: ignore[assignment]  # a Counter adds up floats as well
        self._since = now

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())
