"""Answers a submission's calls of earlier exercises with the references, over the pipe.

The references' code never enters the student's process, and the exercise that is being graded is never answered.
"""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from types import FrameType
from typing import Any

import numpy as np

from autograder.judging.expected import CheckInstance, Functions, call_on_copies
from autograder.sandbox.guest.messages import OwnFunction, ProxyAnswer, ProxyCall

LARGEST_CALL = 4096  # numbers in all, and the largest integer: no call makes the grader do much work
LARGEST_PRODUCT = 10**6
MOST_CALLS = 20_000
SPARE_CALLS, MORE_OFTEN = 200, 20  # right code that computes something twice calls more often than the reference

UsualCalls = Callable[[], Mapping[str, int]]


class ReferenceProxy:
    """Answers calls with the references.

    Parameters
    ----------
    names : collection of str
        The functions that are proxied; calls of others are forged.

    Attributes
    ----------
    called : set of str
        Those of them that were called, answered or not, since `begin`.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self.begin({}, None)

    def begin(self, references: Functions, usual_calls: UsualCalls | None) -> None:
        """Begin the next exercise, which gets a fresh allowance of calls. Before the first, files are run.

        Parameters
        ----------
        references : dict of callable
            The functions that answer. Calls of others are left to the student's own functions.
        usual_calls : callable or None
            Counts how often the exercise's reference calls each function; a multiple of that is allowed. It is only
            called if a submission makes many calls. None allows `MOST_CALLS`.
        """
        self._references = references
        self._usual_calls = usual_calls
        self._limits: dict[str, int] | None = None
        self._calls: Counter[str] = Counter()
        self.called: set[str] = set()

    def __call__(self, call: ProxyCall) -> ProxyAnswer | OwnFunction | None:
        """The answer to one call, which may be malformed; None if there is no answer."""
        name, arguments, named = call.function, call.arguments, call.named
        if not isinstance(name, str) or name not in self._names or not self._is_allowed(name):
            return None
        self.called.add(name)
        reference = self._references.get(name)
        if reference is None:
            return OwnFunction()
        if not _is_small([arguments, named]):
            return None
        try:
            with np.errstate(all="ignore"):
                return ProxyAnswer(reference(*(arguments or ()), **(named or {})))
        except Exception:  # a student's arguments may raise anything in the reference
            return None

    def _is_allowed(self, name: str) -> bool:
        self._calls[name] += 1
        if self._calls.total() > MOST_CALLS:
            return False
        return self._usual_calls is None or self._calls[name] <= SPARE_CALLS or self._calls[name] <= self._limit(name)

    def _limit(self, name: str) -> int:
        if self._limits is None:
            usual = self._usual_calls() if self._usual_calls else {}
            self._limits = {name: SPARE_CALLS + MORE_OFTEN * usual.get(name, 0) for name in self._references}
        return self._limits[name]


def count_usual_calls(
    reference: Callable[..., Any], answered: Functions, instances: Sequence[CheckInstance]
) -> Mapping[str, int]:
    """Count how often a reference calls each of the answered functions in the cases of these checks.

    Parameters
    ----------
    reference : callable
        The reference of the exercise.
    answered : dict of callable
        The references of the earlier exercises.
    instances : sequence of CheckInstance
        The checks with their cases.
    """
    names = {getattr(function, "__code__", None): name for name, function in answered.items()}
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and (name := names.get(frame.f_code)):
            calls[name] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for case in (case for instance in instances for case in instance.cases):
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                call_on_copies(reference, case.arguments)
    finally:
        sys.setprofile(before)
    return calls


def _is_small(value: Any) -> bool:
    """Whether a call's arguments are small enough for any answer to be small: their outer product takes 33 MB."""
    weight, product, parts = 0, 1, [value]
    while parts and weight <= LARGEST_CALL:
        part = parts.pop()
        if isinstance(part, dict):
            part = list(part.values())
        if isinstance(part, list | tuple):
            parts.extend(part)
            weight += 1
        elif not isinstance(part, np.ndarray):
            weight += abs(part) if type(part) is int else 1
        elif part.ndim == 0 and part.dtype.kind in "iu":  # it can be a size or a count, as a plain int can
            weight += abs(int(part))
        else:
            weight += part.size
            product *= part.size if part.ndim > 2 else 1  # these may be broadcast against each other
    return weight <= LARGEST_CALL and product <= LARGEST_PRODUCT
