"""Compares a gradient with measured slopes, and describes where and how it differs."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.authoring.case import Case
from autograder.immutable import immutable
from autograder.judging.coerce import leaves
from autograder.judging.compare import FLOAT32, compare
from autograder.judging.verdict import Verdict
from autograder.text.phrasing import number, plural

LARGEST_DIVISOR = 20
SAME_RATIO = 1e-4  # measured slopes have some ten digits, small ones fewer


@immutable
class Comparison:
    """One result of a gradient, compared with measured slopes.

    Attributes
    ----------
    name : str
        The name of the result: ``dW1``.
    answer, measured : array, shape (...)
        The student's values and the measured ones.
    agree : bool array, shape (...)
        Whether each element agrees.
    """

    name: str
    answer: np.ndarray
    measured: np.ndarray
    agree: np.ndarray

    @property
    def agrees(self) -> bool:
        return bool(self.agree.all())

    def worst(self, most: int) -> list[tuple[int, ...]]:
        """The places of the largest differences, at most `most` of them, in the order of the array."""
        places = sorted(np.argwhere(~self.agree).tolist(), key=lambda at: -self._distance(tuple(at)))
        return sorted(tuple(at) for at in places[:most])

    def _distance(self, at: tuple[int, ...]) -> float:
        return float(abs(self.answer[at] - self.measured[at]))


def compare_slopes(answer: Any, measured: Any, *, rtol: float, single_precision: bool = False) -> list[Comparison]:
    """Compare the results of a gradient one by one, as `compare` does.

    Parameters
    ----------
    answer : dict or array
        The student's results, in the structure of `measured`.
    measured : dict or array
        The measured slopes.
    rtol : float
        The accepted difference, relative to the largest slope of a result.
    single_precision : bool
        Whether the submission may compute in float32.
    """
    pairs = zip(leaves(answer), leaves(measured), strict=True)
    return [
        Comparison(
            name,
            array,
            slopes,
            compare(array, slopes, rtol=rtol, single_rtol=FLOAT32 if single_precision else 0.0).agree,
        )
        for (_, array), (name, slopes) in pairs
    ]


@immutable
class MeasuredCall:
    """One call of a gradient, and its comparison with measured slopes.

    Attributes
    ----------
    case : Case
        The call.
    results : list of Comparison, or Verdict
        The comparisons of all results, or why there is nothing to compare.
    note : str
        A remark, such as on a changed argument; may be empty.
    """

    case: Case
    results: list[Comparison] | Verdict
    note: str = ""

    @property
    def agrees(self) -> bool:
        return not isinstance(self.results, Verdict) and all(each.agrees for each in self.results)

    @property
    def rows(self) -> str:
        """A phrase on the number of rows of the first matrix, which may explain a ratio."""
        for name, value in self.case.arguments.items():
            if isinstance(value, np.ndarray) and value.ndim > 1:
                return f"{name} has {plural(len(value), 'row')}"
        return ""


def describe(comparison: Comparison, others: Collection[Comparison]) -> str:
    """A sentence on the pattern of the differences; empty if there is none.

    Parameters
    ----------
    comparison : Comparison
        The result.
    others : collection of Comparison
        All results of the same call, for a mix-up between them.
    """
    answer, measured, wrong = comparison.answer, comparison.measured, ~comparison.agree
    if not answer.any():
        return "Yours is 0 everywhere."
    if not measured.any():
        return "The measured slopes are all 0: changing these numbers does not change J."
    if times := _ratio(answer, measured):
        return _times(times, "")
    for other in others:
        if other is not comparison and other.measured.shape == answer.shape and _alike(answer, other.measured):
            return f"These are the numbers of {other.name}: in which order does your function return the results?"
    if answer.ndim == 2 and answer.shape[0] == answer.shape[1] and _alike(answer.T, measured):
        return "It is the transpose of the measured slopes."
    if wrong.all():
        return ""
    if not measured[wrong].any():
        return "Only where the measured slope is 0: changing these numbers does not change J."
    if not answer[wrong].any():
        return "Only where yours is 0: changing these numbers does change J."
    times = _ratio(answer[wrong], measured[wrong]) if wrong.sum() > 1 else None
    return _times(times, "Where it departs, ") if times else ""


def describe_extent(comparison: Comparison) -> str:
    """A phrase on how many numbers differ."""
    wrong, size = int((~comparison.agree).sum()), comparison.agree.size
    return f"in {wrong} of {plural(size, 'number')}" if size > 1 else ""


def _ratio(answer: np.ndarray, measured: np.ndarray) -> float | None:
    """The one factor between two arrays; None if there is none."""
    scale = np.abs(measured).max(initial=0.0)
    used = np.abs(measured) > SAME_RATIO * scale
    if not used.any() or (np.abs(answer[~used]) > SAME_RATIO * np.abs(answer).max()).any():
        return None
    ratios = answer[used] / measured[used]
    middle = float(np.median(ratios))
    return middle if middle and np.ptp(ratios) <= SAME_RATIO * abs(middle) else None


def _times(times: float, lead: str) -> str:
    """A sentence on a ratio, written as a simple fraction if it is one."""
    near = Fraction(times).limit_denominator(LARGEST_DIVISOR)
    exact = bool(near) and abs(float(near) - times) <= SAME_RATIO * abs(times)
    yours = "Yours" if not lead else f"{lead}yours"
    if exact and near == -1:
        return f"{yours} has the opposite sign."
    return f"{yours} is {near if exact else number(times)} times the measured slope."


def _alike(answer: np.ndarray, measured: np.ndarray) -> bool:
    return compare(answer, measured, rtol=SAME_RATIO).everywhere
