"""Central differences: derivatives that are measured instead of derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

STEP = 1e-4  # away from kinks the result agrees with the derivative within 1e-6 of its scale
AGREEMENT = 1e-6
SMOOTH = 2e-7  # below AGREEMENT, and far above what rounding does


def central_differences(f: Callable[[np.ndarray], float], at: np.ndarray, *, step: float = STEP) -> np.ndarray:
    """The gradient of `f` at an array, one number at a time: (f(a + h) - f(a - h)) / 2h.

    Parameters
    ----------
    f : callable
        Takes an array like `at` and returns a number.
    at : array
        Where to measure, shape (...); it is not changed.
    step : float
        The h of the quotient.

    Returns
    -------
    array
        The gradient, with the shape of `at`.
    """
    at = np.array(at, dtype=float)
    gradient = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        gradient[index] = (_moved(f, at, index, step) - _moved(f, at, index, -step)) / (2 * step)
    return gradient


class Rejected(Exception):
    """This example is not informative or not reliable; another one should be drawn."""


def numerical_gradients(f: Callable[..., float], **at: Any) -> dict[str, Any]:
    """The gradient of `f` with respect to each of its arguments, by names as students know them: ``dW`` for ``W``.

    Each slope is measured with two step lengths: where a kink is near, they do not agree.

    Parameters
    ----------
    f : callable
        Takes `at` by name and returns a number.
    at : arrays or lists of arrays
        Where to measure.

    Raises
    ------
    Rejected
        If a kink is too near.
    """
    found: dict[str, Any] = {}
    for name, value in at.items():
        if isinstance(value, list):
            places = range(len(value))
            found[f"d{name}"] = [_smooth_differences(partial(_at_part, f, at, name, i), value[i]) for i in places]
        else:
            found[f"d{name}"] = _smooth_differences(partial(_at, f, at, name), value)
    return found


def _at(f: Callable[..., float], at: Mapping[str, Any], name: str, moved: Any) -> float:
    return f(**{**at, name: moved})


def _at_part(f: Callable[..., float], at: Mapping[str, Any], name: str, place: int, moved: np.ndarray) -> float:
    return _at(f, at, name, [*at[name][:place], moved, *at[name][place + 1 :]])


def _smooth_differences(f: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """The gradient of `f`, which must be smooth within a step.

    With half the step, a smooth function has the same slope and a quarter of the second difference. A kink in the
    middle shows only in the second difference, one elsewhere in the slope.
    """
    at = np.array(at, dtype=float)
    gradient, middle = np.zeros_like(at), np.asarray(f(at)).item()
    for index in np.ndindex(at.shape):
        up, half_up, half_down, down = (_moved(f, at, index, STEP * by) for by in (1, 0.5, -0.5, -1))
        slope, slope_at_half = (up - down) / (2 * STEP), (half_up - half_down) / STEP
        bend, bend_at_half = (up - 2 * middle + down) / STEP, (half_up - 2 * middle + half_down) / STEP
        if max(abs(slope - slope_at_half), abs(bend - 4 * bend_at_half)) > SMOOTH * (1 + abs(slope)):
            raise Rejected
        gradient[index] = slope
    return gradient


def _moved(f: Callable[[np.ndarray], float], at: np.ndarray, index: tuple[int, ...], by: float) -> float:
    moved = at.copy()
    moved[index] += by
    return float(np.asarray(f(moved)).item())
