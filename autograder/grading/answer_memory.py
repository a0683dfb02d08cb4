"""Limits the memory for one submission's answers: a few kilobytes of code can return gigabytes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.judging.check_run import CaseResult
from autograder.sandbox.guest.wire import Opaque

MOST_BYTES = 32 << 20  # of all wrong answers of a submission
SMALL = 80_000  # bytes; an answer up to this size may be larger than the expected one
EACH = 100  # bytes that any object takes at least


class AnswerMemory:
    """The memory that is left for one submission's wrong answers."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._left = most

    def within_bounds(self, case: CaseResult) -> CaseResult:
        """The case, without its answer if that is wrong and not to be kept for the diagnosis."""
        if case.wrong and not self.has_room_for(case.value, case.expected.template):
            verdict = case.verdict.described()
            return replace(case, outcome=verdict, verdict=verdict, wrong="none")
        return case

    def has_room_for(self, answer: Any, asked: Any) -> bool:
        """Whether to keep a wrong answer; if so, its size is deducted.

        An answer is not kept if it is far larger than the expected one, or if the memory is used up.
        """
        size = size_of(answer)
        if size > max(SMALL, 2 * size_of(asked)) or size > self._left:
            return False
        self._left -= size
        return True


def size_of(value: Any) -> int:
    """The approximate size, in bytes, of a value that came over the wire."""
    if isinstance(value, dict):
        return EACH + sum(size_of(key) + size_of(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return EACH + sum(map(size_of, value))
    if isinstance(value, np.ndarray):
        return EACH + value.nbytes
    if isinstance(value, Opaque):
        return EACH + 4 * len(value.kind)
    return EACH + 4 * len(value) if isinstance(value, str) else EACH
