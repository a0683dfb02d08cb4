"""Whether two samples may come from one distribution, given a short summary of one of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import numbers
from autograder.immutable import immutable

ONE_SAMPLE = 1e-4  # the probability that two samples of one distribution are taken for samples of two
DEVIATIONS = 6  # standard deviations between the logarithms of two mean squares
# The points at which distribution functions are compared, in root mean squares. Samples may have exact 0s or 1s, so
# these are avoided.
AT = (np.arange(-14, 14) + 0.5) / 4
FEWEST = 20  # numbers; smaller samples can hardly ever be distinguished


@immutable
class Sample:
    """A summary of an array of random numbers.

    Attributes
    ----------
    shape : tuple of int
        The shape of the array.
    spread : float
        The root mean square; for an array with fewer than `FEWEST` numbers, 1 if any of them is not 0, otherwise 0.
    tail : float
        The mean of the fourth powers, relative to that of `spread`.
    below : array or None
        The shares of the numbers below `AT`, shape (len(AT),); None for an array with too few numbers.
    """

    shape: tuple[int, ...]
    spread: float
    tail: float
    below: np.ndarray | None

    @classmethod
    def of(cls, array: np.ndarray) -> Sample:
        scale = float(np.abs(array).max(initial=0.0))
        if array.size < FEWEST or not 0 < scale < math.inf:
            return cls(array.shape, float(scale != 0), 0.0, None)
        squares = (array / scale) ** 2
        square = float(np.mean(squares))
        spread = scale * math.sqrt(square)
        tail = float(np.mean(squares**2)) / square**2
        return cls(array.shape, spread, tail, _below(array, spread))

    def may_be(self, array: np.ndarray) -> bool:
        """Whether an array may be another sample of the same distribution, judged by shape, spread and form.

        The distance between the distribution functions is bounded by the inequality of Dvoretzky, Kiefer, Wolfowitz
        and Massart for each sample.
        """
        other = Sample.of(array)
        if other.shape != self.shape:
            return False
        if self.below is None or other.below is None:
            return self == other
        if not self._spreads_like(other):
            return False
        distance = np.abs(_below(array, self.spread) - self.below).max()
        return bool(distance <= 2 * math.sqrt(math.log(2 / ONE_SAMPLE) / (2 * array.size)))

    def _spreads_like(self, other: Sample) -> bool:
        """Whether two mean squares are as close as those of one distribution, judged by their fourth moments."""
        size = math.prod(self.shape)
        deviation = math.sqrt(sum((max(3.0, each.tail) - 1) / size for each in (self, other)))
        return 2 * abs(math.log(self.spread / other.spread)) <= DEVIATIONS * deviation


Samples = Sample | list[Any] | None
"""The summary of one array, or of each part of an answer; None for a part that is not numbers."""


def samples(value: Any) -> Samples:
    """The summary of an answer."""
    array = numbers(value)
    if array is not None:
        return Sample.of(array)
    return [samples(part) for part in value] if isinstance(value, list | tuple) else None


def of_one_distribution(kept: Samples, value: Any) -> bool:
    """Whether an answer may come from the same distribution as a summarised one, array by array."""
    array = numbers(value)
    if isinstance(kept, Sample):
        return array is not None and kept.may_be(array)
    if array is not None or kept is None or not isinstance(value, list | tuple):
        return False
    return len(kept) == len(value) and all(map(of_one_distribution, kept, value))


def _below(array: np.ndarray, spread: float) -> np.ndarray:
    ordered = np.sort(array, axis=None)
    return np.asarray(np.searchsorted(ordered, AT * spread, "right") / array.size)
