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

# Data points, and the lengths of a gradient's sides. A large layer's Jacobian matrix has 40 x 160,000 numbers: 51 MB.
# With a small one's, earlier functions can be answered for a submission.
SMALL, LARGE = (2, 80, 40), (1, 4000, 40)
SMALL_SQUARE = (2, 50, 40)  # its square has 32 MB
LARGE_TOLERANCE = 1e-2  # float32 loses digits in sums over thousands


def at_size(draw: Callable[[int, int, int], Mapping[str, Any]], *, square: bool = False) -> Iterator[Case]:
    """A case with a gradient of some thousand numbers, and its large version.

    Parameters
    ----------
    draw : callable
        Takes the number of data points and the lengths of the gradient's sides, and draws the arguments.
    square : bool
        Whether a right answer may use a square matrix with a row for each number of the gradient: the Jacobian matrix
        of what is computed number by number, or x xᵀ. Nothing large has room for that, so raising is no mistake there.
    """

    def large() -> Case:
        case = Case(**draw(*LARGE)).within(rtol=LARGE_TOLERANCE)
        return case.that_may_raise() if square else case

    yield Case(**draw(*(SMALL_SQUARE if square else SMALL))).enlarged_by(large)
