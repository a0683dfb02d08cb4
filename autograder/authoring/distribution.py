"""Judges random numbers by their distribution, with a known rate of false alarms.

Each statistic comes with its *surprise* t, in nats: a proven bound (Chernoff's, or Massart's for the distance of
distribution functions) says that a right sampler exceeds t with probability at most 2 exp(-t). No draw is compared
with the reference's draws, so no order of drawing is ever wrong.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.authoring.case import Answer, Observed, Property

ALL_BUT_CHANCE = 0.99  # float32 has so few numbers that some of many draws coincide
FALSE_ALARM = 1e-11  # per statistic: all of them together stay under 1e-9


def normal(*, sd: float) -> Property:
    """The answer's numbers are independent draws from N(0, sd²)."""

    def holds(answer: Answer) -> str | Observed | None:
        x = np.asarray(answer.value, dtype=float) / sd
        if not x.any():
            return "All weights are 0: then no two neurons ever differ."
        sizes = np.sort(np.abs(x), axis=None)
        if np.count_nonzero(np.diff(sizes)) + 1 < ALL_BUT_CHANCE * x.size:
            return "Many weights are exactly equal, up to their signs: each one needs a draw of its own."
        for surprise, seen in _statistics(x, sizes):
            if surprise > math.log(2 / FALSE_ALARM):
                return seen
        return None

    return holds


def normal_each(result: str, sds: Sequence[float]) -> Property:
    """The arrays in one of the results are independent draws from N(0, sd²), each array with its own sd.

    Parameters
    ----------
    result : str
        The name of a result that is a list of arrays.
    sds : sequence of float
        One for each array.
    """

    def holds(answer: Answer) -> str | Observed | None:
        arrays = answer.value[result]
        for place, (array, sd) in enumerate(zip(arrays, sds, strict=True)):
            if seen := normal(sd=sd)(Answer(array)):
                lead = f"{result}[{place}]: "
                if isinstance(seen, Observed):
                    return Observed(lead + seen.message, lead + seen.redacted)
                return lead + seen
        shapes = [(np.shape(array), np.asarray(array).tobytes()) for array in arrays]
        return f"Two arrays of {result} are the very same: each needs draws of its own." if _repeated(shapes) else None

    return holds


def _repeated(items: Sequence[object]) -> bool:
    return len(set(items)) < len(items)


def _statistics(x: np.ndarray, sizes: np.ndarray) -> Iterator[tuple[float, str | Observed]]:
    """Statistics of numbers that should be independent and N(0, 1): the surprise of each, and a message.

    `sizes` are their absolute values in ascending order.
    """
    n, mean, square = x.size, float(x.mean()), float(sizes @ sizes) / x.size
    yield n * mean**2 / 2, _off_centre(mean)
    spread = math.sqrt(square)
    yield _of_squares(n, square), _spread(spread)
    for bound in (2, 3):
        share = float(n - np.searchsorted(sizes, bound)) / n
        yield n * _relative_entropy(share, math.erfc(bound / math.sqrt(2))), _NOT_NORMAL
    below = np.searchsorted(sizes, _POINTS) / n
    yield 2 * n * float(np.max(np.abs(below - _SHARES_BELOW))) ** 2, _NOT_NORMAL
    for along in (x.ravel(), x.T.ravel()):
        first, second = along[: n - n % 2 : 2], along[1::2]
        yield n // 2 * _of_products(float(first @ second) / (n // 2 or 1)), _NOT_INDEPENDENT
    for lines in (x, x.T):
        across = _projections(lines)
        yield _of_squares(across.size, float(np.mean(across**2))) if across.size else 0.0, _NOT_INDEPENDENT


def _off_centre(mean: float) -> Observed:
    seen = "The weights are not centred on 0"
    return Observed(f"{seen}: their mean is {mean:.2g} times the expected spread.", f"{seen}.")


def _spread(spread: float) -> Observed:
    seen = f"The weights spread {'more' if spread > 1 else 'less'} widely than expected"
    return Observed(f"{seen}: {spread:.3g} times as widely.", f"{seen}.")


# The distribution functions of the absolute values are compared at these points only, so the distance is at most the
# true one.
_POINTS = np.linspace(0.005, 3.5, 700)
_SHARES_BELOW = np.array([math.erf(point / math.sqrt(2)) for point in _POINTS])

_NOT_NORMAL = "The spread is right, but a histogram of the weights is not a bell curve."

_NOT_INDEPENDENT = "Neighbouring weights depend on each other: each one needs a draw of its own."


def _projections(lines: np.ndarray) -> np.ndarray:
    """Projections of every second row onto the direction of the row before it, shape (rows // 2,).

    They are independent N(0, 1), whatever the lengths of the rows; in an orthogonal matrix they are all 0.
    """
    pairs = lines[: len(lines) // 2 * 2].reshape(-1, 2, lines.shape[1])
    return np.asarray(np.sum(pairs[:, 0] * pairs[:, 1], axis=1) / np.sqrt(np.sum(pairs[:, 0] ** 2, axis=1)))


def _of_squares(n: int, mean: float) -> float:
    """Chernoff's bound for the mean of `n` squares of independent N(0, 1)."""
    return n / 2 * (mean - 1 - math.log(max(mean, sys.float_info.min)))


def _of_products(mean: float) -> float:
    """Chernoff's exponent for the mean of products of two independent N(0, 1): log E exp(t xy) = -log(1 - t²) / 2."""
    if not mean:
        return 0.0
    t = (math.sqrt(1 + 4 * mean**2) - 1) / (2 * abs(mean))
    return t * abs(mean) + math.log(1 - t**2) / 2


def _relative_entropy(p: float, q: float) -> float:
    """The relative entropy of a coin with probability p with respect to one with probability q."""
    return sum(a * math.log(a / b) for a, b in ((p, q), (1 - p, 1 - q)) if a)
