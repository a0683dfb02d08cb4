"""A fast path for most answers: recognises those that are right, in the expected form and dtype."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, Exactly, Expectation

USUAL = np.dtype(np.float64)


def is_plainly_right(value: Any, expectation: Expectation, rtol: float) -> bool:
    """Whether a value is right and needs no remark. False may also mean that only `judge` can tell.

    Parameters
    ----------
    value : any
        The value of the answer.
    expectation : Expectation
        What is expected.
    rtol : float
        The accepted difference, relative to the largest number of each expected array.
    """
    if isinstance(expectation, Exactly):
        return _is_close(value, expectation.value, rtol)
    if isinstance(expectation, AnyOf):
        return any(_is_close(value, each, rtol) for each in expectation.values)
    return isinstance(expectation, Between) and _is_between(value, expectation.low, expectation.high)


def _is_close(value: Any, right: Any, rtol: float) -> bool:
    if type(right) is dict:
        right = list(right.values())
    if type(right) in (list, tuple):
        several = type(value) in (list, tuple) and len(value) == len(right)
        return several and all(_is_close(part, each, rtol) for part, each in zip(value, right, strict=True))
    if isinstance(right, float):
        return _is_single(value) and abs(float(value) - right) <= rtol * abs(right) < math.inf
    if not _are_alike(value, right) or not right.size:
        return False
    # A NaN or an infinity makes the comparison false.
    return _largest(value - right) <= rtol * _largest(right) < math.inf


def _largest(array: np.ndarray) -> float:
    return float(np.abs(array).max())


def _is_between(value: Any, low: Any, high: Any) -> bool:
    if not _are_alike(value, low) or not _are_alike(value, high):
        return False
    return bool(((np.minimum(low, high) <= value) & (value <= np.maximum(low, high)) & np.isfinite(value)).all())


def _is_single(value: Any) -> bool:
    return type(value) is float or (type(value) is np.ndarray and value.dtype == USUAL and not value.ndim)


def _are_alike(value: Any, right: Any) -> bool:
    """Whether both are arrays of floats of one shape."""
    return (
        type(value) is np.ndarray
        and type(right) is np.ndarray
        and value.dtype == right.dtype == USUAL
        and value.shape == right.shape
    )
