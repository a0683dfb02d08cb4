"""Whether a gradient is derived or measured, seen by the time that it takes for as many numbers as real layers have.

By the chain rule a gradient costs about two forward passes, whatever the number of parameters. Measured, it costs one
or two for each parameter: for P parameters some P² multiplications. With those of `LARGE`, that takes several times the
time limit of a call, even where NumPy does each pass in one product; the slowest loops over single numbers that follow
the chain rule take less than a tenth of it. The grader holds the time limit from outside, so there is nothing to forge.

To spare all others the large answer, it is asked only of functions that are slow for those of `SMALL` already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from autograder.authoring.case import Case

# The lengths of a gradient's sides. The Jacobian matrix of a large layer has 40 x 160,000 numbers: 51 MB.
SMALL, LARGE = (100, 40), (4000, 40)
SMALL_SQUARE = (60, 40)  # its square has 46 MB
TOLERANCE = 1e-2  # nothing is asked but the time, and float32 loses digits in sums over thousands


def at_size(draw: Callable[[int, int], Mapping[str, Any]], *, square: bool = False) -> Iterator[Case]:
    """A case with a gradient of some thousand numbers, and its large version.

    Parameters
    ----------
    draw : callable
        Takes the lengths of the gradient's sides, and draws the arguments.
    square : bool
        Whether a right answer may use a square matrix with a row for each number of the gradient: the Jacobian matrix
        of what is computed number by number, or x xᵀ. Nothing large has room for that, so raising is no mistake there.
    """

    def case(sides: tuple[int, int]) -> Case:
        return Case(**draw(*sides)).within(rtol=TOLERANCE)

    def large() -> Case:
        return case(LARGE).that_may_raise() if square else case(LARGE)

    yield case(SMALL_SQUARE if square else SMALL).enlarged_by(large)
