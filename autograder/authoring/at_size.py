"""Whether a gradient is derived or measured, seen by the time that it takes for as many numbers as real layers have.

By the chain rule a gradient costs about two forward passes, whatever the number of parameters. Measured, it costs one
or two for each parameter: for P parameters some P² multiplications. With those of `LARGE`, that takes several times the
time limit of a call, even where NumPy does each pass in one product; the slowest loops over single numbers that follow
the chain rule take less than a tenth of it. The grader holds the time limit from outside, so there is nothing to forge.

To spare all others the large answer, it is asked only of functions that are slow for those of `SMALL` already. Whoever
is not right with those, and is right with as many numbers by and by, avoids the question.

Checks that ask for it are public, so that students find out at home; with ``varies``, nobody can look up the answers::

    @check("square_gradient", points=1, purpose=DERIVED, varies=True)
    def derived(rng):
        "Derived, not measured: in time for 160,000 numbers"
        yield from at_size(lambda _, d, m: {"x": rng.normal(size=d * m)}, shapes=lambda x: x.shape)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from autograder.authoring.case import Case, OtherSizes

# Data points, and the lengths of a gradient's sides. A large layer's Jacobian matrix has 80 x 160,000 numbers: 102 MB.
# With a small one's, earlier functions can be answered for a submission.
FEW, SMALL, LARGE = (2, 10, 6), (2, 80, 40), (2, 4000, 40)
SMALL_SQUARE = (2, 50, 40)  # its square has 32 MB
LARGE_TOLERANCE = 1e-2  # float32 loses digits in sums over thousands


def at_size(
    draw: Callable[[int, int, int], Mapping[str, Any]], *, shapes: Callable[..., Any], square: bool = False
) -> Iterator[Case]:
    """A case with a gradient of some thousand numbers, which can be drawn in other sizes.

    Parameters
    ----------
    draw : callable
        Takes the number of data points and the lengths of the gradient's sides, and draws the arguments.
    shapes : callable
        Takes the arguments, and returns the shapes of the results: all that is expected where there is no reference.
    square : bool
        Whether a right answer may use a square matrix with a row for each number of the gradient: the Jacobian matrix
        of what is computed number by number, or x xᵀ. Nothing large has room for that, so running out of memory is no
        mistake there.
    """

    def case(*sizes: int) -> Case:
        arguments = draw(*sizes)
        return Case(**arguments).shaped_without_reference(shapes(**arguments))

    def small() -> Case:
        return case(*(SMALL_SQUARE if square else SMALL))

    def large() -> Case:
        asked = case(*LARGE).within(rtol=LARGE_TOLERANCE)
        return asked.that_may_run_out_of_memory() if square else asked

    yield small().in_other_sizes(OtherSizes(partial(case, *FEW), small, large))
