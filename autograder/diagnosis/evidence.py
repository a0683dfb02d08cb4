"""The evidence on a wrong function: all its cases with their outcomes, and tools to compare answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from autograder.authoring import Case
from autograder.authoring.expectation import Between
from autograder.immutable import immutable
from autograder.judging.check_run import CaseResult, CheckRun, Outcome
from autograder.judging.compare import FLOAT64
from autograder.judging.expected import ExpectedCase

SLACK = 10  # times the tolerance of a judgement, because both of two wrong answers may have been rounded
SINGLE_PRECISION = 1e-3  # a float32 computation keeps seven digits a step, and loses some over many steps

Rerun = Callable[[Sequence[Case]], "list[Outcome]"]
"""Calls the same function in a process in which it was not called before."""


@immutable
class Evidence:
    """The runs of all checks of an exercise.

    Attributes
    ----------
    exercise : str
        The name of the exercise.
    runs : tuple of CheckRun
        The runs of its checks.
    rerun : callable, optional
        Makes further calls, for experiments.
    from_the_start : bool
        Whether no calls were made before those of the runs.
    """

    exercise: str
    runs: tuple[CheckRun, ...]
    rerun: Rerun | None = None
    from_the_start: bool = True

    @cached_property
    def of_mistakes(self) -> Evidence:
        """The evidence without checks at size, which come first, unless these show that a gradient is measured."""
        kept = tuple(each for each in self.runs if each.is_measured or not each.instance.is_at_size)
        return replace(self, runs=kept, from_the_start=len(kept) == len(self.runs))

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
        """The named results that are wrong in at least one case; empty if results cannot be compared by name."""
        names: set[str] = set()
        for case in self.wrong:
            results, expected = case.results, case.expected.results
            if results is None or expected is None or len(expected) < 2:
                return frozenset()
            names |= {name for name in expected if not same(results[name], expected[name], rtol_of(case.expected))}
        return frozenset(names)


def rtol_of(expected: ExpectedCase) -> float:
    """The relative difference within which two wrong answers to a case count as the same."""
    return SLACK * (expected.case.rtol or FLOAT64)


def tolerance(case: CaseResult) -> float:
    """The tolerance of `rtol_of`, or a larger one if the answer may have been computed in float32."""
    single = getattr(case.outcome, "single_precision", False)
    return max(rtol_of(case.expected), SINGLE_PRECISION) if single else rtol_of(case.expected)


def off_the_kink(expected: ExpectedCase) -> np.ndarray | None:
    """Where a case with a range of right answers has a single one; None for cases without a range.

    Returns
    -------
    bool array, shape of the answer, or None
    """
    if not isinstance(expected.expectation, Between):
        return None
    low, high = numbers(expected.expectation.low), numbers(expected.expectation.high)
    if low is None or high is None:
        return None
    largest = max(np.abs(low).max(initial=0.0), np.abs(high).max(initial=0.0))
    return np.asarray(np.abs(high - low) <= rtol_of(expected) * largest)


def only_where(value: Any, where: np.ndarray | None) -> Any:
    """A value with zeros outside of `where`; infinities and NaN stay everywhere.

    Parameters
    ----------
    value : any
        An array, or anything else, which is returned unchanged.
    where : bool array, shape of the value, or None
        The places to keep; None for all.
    """
    array = numbers(value)
    if where is None or array is None or array.shape != where.shape:
        return value
    return np.where(where | ~np.isfinite(array), array, 0.0)


def same(one: Any, other: Any, rtol: float) -> bool:
    """Whether two answers of any form hold the same numbers in the same shapes.

    Parameters
    ----------
    one, other : any
        The answers: arrays, numbers, or nested lists of them.
    rtol : float
        The accepted difference, relative to the largest number in an array of `other`.
    """
    if one is None or other is None:
        return one is other
    first, second = numbers(one), numbers(other)
    if first is not None and second is not None:
        return first.shape == second.shape and _close(first, second, rtol)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return all(same(a, b, rtol) for a, b in zip(one, other, strict=True))
    return False


def numbers(value: Any) -> np.ndarray | None:
    """A value as an array of floats; None if it is not numbers in one array.

    Returns
    -------
    array, shape of the value, or None
    """
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


def without_numbers(text: str) -> str:
    """A sentence with its numbers, which depend on chance, replaced by a sign."""
    return re.sub(r"\d[\d.e+-]*", "#", text)
