"""How much is kept of one submission while it is graded, in bytes: a few kilobytes of code can answer gigabytes."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.guest.wire import Opaque

MOST_BYTES = 32 << 20  # of all wrong answers of a submission
SMALL = 80_000  # bytes of one answer that may be larger than what was asked for
EACH = 100  # bytes that any object takes, at least


class KeptAnswers:
    """What there is still room for, of one submission."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._left = most

    def has_room_for(self, answer: Any, asked: Any) -> bool:
        """Whether a wrong answer is kept; if so, it is charged.

        It is not if it is far larger than what was asked for, or if there have been many of some size.
        """
        size = size_of(answer)
        if size > max(SMALL, 2 * size_of(asked)) or size > self._left:
            return False
        self._left -= size
        return True


def size_of(value: Any) -> int:
    """About how many bytes a value takes that came over the wire."""
    if isinstance(value, dict):
        return EACH + sum(size_of(key) + size_of(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return EACH + sum(map(size_of, value))
    if isinstance(value, np.ndarray):
        return EACH + value.nbytes
    if isinstance(value, Opaque):
        return EACH + 4 * len(value.kind)
    return EACH + 4 * len(value) if isinstance(value, str) else EACH
