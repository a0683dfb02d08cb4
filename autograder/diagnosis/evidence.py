"""What is known of a wrong function: every case that it was asked, what came back, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.authoring import Case
from autograder.authoring.expectation import Between
from autograder.judging.check_run import CaseResult, CheckRun, Outcome
from autograder.judging.compare import FLOAT64
from autograder.judging.expected import ExpectedCase

SLACK = 10  # times the tolerance of a judgement: two wrong answers may both have been rounded
SINGLE_PRECISION = 1e-3  # a float32 computation keeps seven digits a step, and loses some over many steps

Ask = Callable[[Sequence[Case]], "list[Outcome]"]
"""Puts calls to the same function in a process where nothing has been asked before."""


@dataclass(frozen=True)
class Evidence:
    """All that a function was asked.

    Attributes
    ----------
    exercise : str
        The function.
    runs : tuple of CheckRun
        Its checks.
    ask : callable, optional
        Asks more, for an experiment.
    """

    exercise: str
    runs: tuple[CheckRun, ...]
    ask: Ask | None = None

    @cached_property
    def cases(self) -> tuple[CaseResult, ...]:
        return tuple(case for run in self.runs for case in run.cases)

    @cached_property
    def wrong(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if case.wrong)

    @cached_property
    def right(self) -> tuple[CaseResult, ...]:
        return tuple(case for case in self.cases if not case.wrong)

    @cached_property
    def wrong_results(self) -> frozenset[str]:
        """The results that are wrong somewhere; none where that cannot be told result by result."""
        names: set[str] = set()
        for case in self.wrong:
            results, expected = case.results, case.expected.results
            if results is None or expected is None or len(expected) < 2:
                return frozenset()
            names |= {name for name in expected if not same(results[name], expected[name], rtol_of(case.expected))}
        return frozenset(names)


def rtol_of(question: ExpectedCase) -> float:
    """Relative difference within which two wrong answers to a question are the same one."""
    return SLACK * (question.case.rtol or FLOAT64)


def tolerance(case: CaseResult) -> float:
    """The same for one answer, which may have been computed in float32."""
    single = getattr(case.outcome, "single_precision", False)
    return max(rtol_of(case.expected), SINGLE_PRECISION) if single else rtol_of(case.expected)


def off_the_kink(question: ExpectedCase) -> np.ndarray | None:
    """Where a question has only one right answer, of those whose answer may lie between two; None for all others."""
    if not isinstance(question.expectation, Between):
        return None
    low, high = numbers(question.expectation.low), numbers(question.expectation.high)
    if low is None or high is None:
        return None
    largest = max(np.abs(low).max(initial=0.0), np.abs(high).max(initial=0.0))
    return np.asarray(np.abs(high - low) <= rtol_of(question) * largest)


def only_where(value: Any, where: np.ndarray | None) -> Any:
    """A value that is 0 wherever it does not count; what is infinite or NaN counts everywhere."""
    array = numbers(value)
    if where is None or array is None or array.shape != where.shape:
        return value
    return np.where(where | ~np.isfinite(array), array, 0.0)


def same(one: Any, other: Any, rtol: float) -> bool:
    """Whether two answers of any form are the same numbers in the same shapes."""
    if one is None or other is None:
        return one is other
    first, second = numbers(one), numbers(other)
    if first is not None and second is not None:
        return first.shape == second.shape and _close(first, second, rtol)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return all(same(a, b, rtol) for a, b in zip(one, other, strict=True))
    return False


def numbers(value: Any) -> np.ndarray | None:
    """A value as an array of floats; None if it is none."""
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) and item.ndim for item in _flat(value)):
        return None  # arrays are compared one by one: together they may have no shape
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (ValueError, TypeError, OverflowError):
        return None


def _flat(value: Any) -> Iterator[Any]:
    for item in value:
        yield from _flat(item) if isinstance(item, list | tuple) else (item,)


def _close(one: np.ndarray, other: np.ndarray, rtol: float) -> bool:
    finite = np.isfinite(other)
    if not np.array_equal(np.isfinite(one), finite):
        return False
    scale = np.abs(other[finite]).max(initial=0.0)
    return bool((np.abs(one[finite] - other[finite]) <= rtol * scale).all())
