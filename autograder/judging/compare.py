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


def compare(
    answer: np.ndarray,
    low: np.ndarray,
    high: np.ndarray | None = None,
    *,
    rtol: float = FLOAT64,
    single_precision: bool = False,
) -> Agreement:
    """Compare finite numbers with what was asked for: `low`, or anything from `low` to `high`.

    Parameters
    ----------
    answer, low, high : array
        All of one shape; the caller has judged that.
    rtol : float
        The accepted difference, relative to the largest number asked for.
    single_precision : bool
        Whether the answer may have been computed in float32: then, and where it is of that dtype, it is accepted
        within `FLOAT32` in any case. The dtype alone does not tell: float32 times an integer is a float64.

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
    if agree.all() or not (single_precision or answer.dtype == np.float32):
        return Agreement(agree, excess)
    agree = excess <= FLOAT32 * scale
    return Agreement(agree, excess, single_precision=bool(agree.all()))
