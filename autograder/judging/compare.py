"""The one comparison of numbers, with the one tolerance policy.

The largest difference is measured relative to the largest expected number: right code in another order of operations
stays within 1.3e-14 of that scale through 50 layers, while the same bound element by element fails right code wherever
terms cancel. There is no absolute tolerance: it would accept an all-zero answer to a small gradient.
"""

from __future__ import annotations

import numpy as np

from autograder.immutable import immutable

FLOAT64 = 1e-9  # five orders above what reordering does to right code, far below what a mistake does
FLOAT32 = 1e-4  # a float32 computation keeps seven digits a step, and loses some over many steps
ROUNDED = 4e-6  # the answer itself rounded to float32, and some thirty roundings on the way


@immutable
class Agreement:
    """Where two arrays of one shape agree.

    Attributes
    ----------
    agree : bool array, shape (...)
        Whether each element agrees.
    excess : array, shape (...)
        How far each element lies outside the accepted range.
    single_precision : bool
        Whether they agree only to the accuracy of float32.
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
    single_rtol: float = 0.0,
) -> Agreement:
    """Compare finite numbers with expected ones: with `low`, or with the range from `low` to `high`.

    Parameters
    ----------
    answer, low, high : array, shape (...)
        All of the same shape; `high` is `low` by default.
    rtol : float
        The accepted difference, relative to the largest expected number.
    single_rtol : float
        The difference accepted where the answer may have been computed in float32, 0 where it was not. The dtype alone
        does not tell, since float32 times an integer is a float64; answers of that dtype are accepted within `ROUNDED`.

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
    single = max(single_rtol, ROUNDED if answer.dtype == np.float32 else 0.0)
    if agree.all() or single <= rtol:
        return Agreement(agree, excess)
    agree = excess <= single * scale
    return Agreement(agree, excess, single_precision=bool(agree.all()))
