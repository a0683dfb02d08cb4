"""The one comparison of numbers, with the one policy of tolerances.

The largest difference counts, relative to the largest number that was asked for: right code in another order of
operations stays within 1.3e-14 of that scale through 50 layers, while the same bound element by element fails right
code wherever terms cancel. There is no absolute tolerance: it would accept an all-zero answer to a small gradient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FLOAT64 = 1e-9  # five orders above what reordering does to right code, far below what a mistake does
FLOAT32 = 1e-4  # a float32 computation keeps seven digits a step, and loses some over many steps


@dataclass(frozen=True)
class Agreement:
    """Where two arrays of one shape agree.

    Attributes
    ----------
    agree : bool array
        Element by element.
    excess : array
        How far each element lies outside of what was asked for.
    single_precision : bool
        They agree, but only to float32's accuracy.
    """

    agree: np.ndarray
    excess: np.ndarray
    single_precision: bool = False

    @property
    def everywhere(self) -> bool:
        return bool(self.agree.all())


def compare(answer: np.ndarray, low: np.ndarray, high: np.ndarray | None = None, *, rtol: float = FLOAT64) -> Agreement:
    """Compare finite numbers with what was asked for: `low`, or anything from `low` to `high`.

    Parameters
    ----------
    answer, low, high : array
        All of one shape; the caller has judged that.
    rtol : float
        The accepted difference, relative to the largest number asked for. A float32 answer is
        accepted within `FLOAT32` in any case.

    Raises
    ------
    ValueError
        If the shapes differ: nothing is broadcast.
    """
    high = low if high is None else high
    if not answer.shape == low.shape == high.shape:
        raise ValueError(f"cannot compare shapes {answer.shape}, {low.shape} and {high.shape}")
    below, above = np.minimum(low, high).astype(float), np.maximum(low, high).astype(float)
    values = answer.astype(float)
    excess = np.maximum(np.maximum(below - values, values - above), 0.0)
    scale = max(np.abs(below).max(initial=0.0), np.abs(above).max(initial=0.0))
    agree = excess <= rtol * scale
    if agree.all() or rtol >= FLOAT32 or not _holds_only_float32(answer):
        return Agreement(agree, excess)
    agree = excess <= FLOAT32 * scale
    return Agreement(agree, excess, single_precision=bool(agree.all()))


def _holds_only_float32(answer: np.ndarray) -> bool:
    """Whether the numbers were computed in float32, even if a list or a float64 array carries them."""
    if answer.dtype.kind != "f":
        return False
    with np.errstate(over="ignore"):
        return bool((answer.astype(np.float32) == answer).all())
