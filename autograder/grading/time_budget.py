"""How long a submission may take: per call, per import, and in all."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator

from autograder.immutable import immutable
from autograder.sandbox.protocol import TimeLimit


@immutable
class Timeouts:
    """Seconds of wall-clock time, and how often they may be exceeded; waiting for a processor is not counted.

    An honest call takes some milliseconds, and a slow one is not wrong: only what exceeds `call` is a timeout.
    After `max_timeouts` of those an exercise is not called any more, so that one endless loop does not use up the
    time of all. Once any call has timed out, others get no more than `reduced_call`, if that is set: they may well be
    caught in the same loop.

    A statement at the top of a file has `module` seconds, and a fifth of that once one has exceeded them. After
    `max_statements` of those, or `loading` seconds in all, only statements are run on which others may build.
    """

    call: float = 5.0
    module: float = 10.0
    max_timeouts: int = 2
    submission: float = 300.0
    reduced_call: float | None = None
    max_statements: int = 3
    loading: float = 60.0


class TimeBudget:
    """The time that one submission has left."""

    def __init__(self, deadlines: Timeouts) -> None:
        self._deadlines = deadlines
        self._end = time.monotonic() + deadlines.submission
        self._hangs: Counter[str] = Counter()
        self._share = 1.0
        self._statements = 0
        self._loading = deadlines.loading
        self._since = time.monotonic()

    def start_loading(self) -> None:
        """Start the time that running files takes."""
        self._since = time.monotonic()

    def stop_loading(self) -> None:
        """Stop the time that running files takes."""
        self._loading -= time.monotonic() - self._since

    @property
    def demonstrates(self) -> bool:
        """Whether there is time for statements on which no other builds."""
        return self._statements < self._deadlines.max_statements and self._loading > 0

    def record_statement(self) -> None:
        """Record that a statement has exceeded its time, or ended its worker."""
        self._statements += 1

    @property
    def is_over(self) -> bool:
        """Whether nothing may be started any more."""
        return self._left() <= 0

    def for_module(self) -> TimeLimit:
        """Seconds that a statement at the top of a file may take now."""
        seconds = self._deadlines.module / (5 if self._statements else 1)
        if self.demonstrates:
            seconds = min(seconds, max(0.0, self._loading - (time.monotonic() - self._since)))
        return self._limit(seconds)

    def for_call(self) -> TimeLimit:
        """Seconds that a call may take now."""
        hurried = self._deadlines.reduced_call
        seconds = self._deadlines.call if hurried is None or not self._hangs else hurried
        return self._limit(seconds * self._share)

    def record_timeout(self, exercise: str) -> None:
        """Record that a call of `exercise` has exceeded its time."""
        self._hangs[exercise] += 1

    @contextlib.contextmanager
    def fresh_chances(self, exercise: str) -> Iterator[None]:
        """Inside this context, allow `exercise` as many timeouts as at the start."""
        before = self._hangs.pop(exercise, 0)
        try:
            yield
        finally:
            self._hangs[exercise] += before

    @contextlib.contextmanager
    def set_aside(self, share: float = 1.0) -> Iterator[None]:
        """Inside this context, forget all timeouts, count none, and give each call a share of its usual time."""
        before, self._hangs, self._share = self._hangs, Counter(), share
        try:
            yield
        finally:
            self._hangs, self._share = before, 1.0

    def allows(self, exercise: str) -> bool:
        """Whether `exercise` may be called again."""
        return self._hangs[exercise] < self._deadlines.max_timeouts and self._left() > 0

    def _limit(self, seconds: float) -> TimeLimit:
        left = self._left()
        return TimeLimit(min(seconds, left), left)

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())
