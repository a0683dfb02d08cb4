"""Inputs that the hidden checks share, in the dtypes and scales that tell a right answer from a wrong one."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Case, inputs
from autograder.authoring.properties import arguments_unchanged, earlier_answer_unchanged

Arguments = dict[str, Any]

TINY = 1e-12  # the distance from a kink, on either side
SCALES = 1e-9, 1e6  # comparing or rounding with an absolute number fails at one of them
HUGE = 1e160  # its square is beyond the largest float: an error overflows, its gradient does not
FLOAT32 = 1e-4  # on float32 inputs the reference, too, may compute in float32

SMALL_NETWORKS = 7


def small_networks(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    """Networks of one input, two hidden neurons and one output, small enough to work out by hand: x, y, W1 and W2.

    In all but the last, one hidden neuron is off and the other on; none of the numbers is 0, 1 or -1.
    """
    for place in range(SMALL_NETWORKS):
        x, y, w1, w2 = ((inputs.integers(rng, shape, largest=5) * 2 + 1) / 4 for shape in ((), (), 2, 2))
        last = place == SMALL_NETWORKS - 1
        w1 = np.abs(w1) * np.sign(x) * ([1, 1] if last else rng.permutation([1, -1]))
        yield np.array([[x]]), np.array([[y]]), w1[np.newaxis], w2[:, np.newaxis]


def scaled(arguments: Arguments, factor: float) -> Arguments:
    """All numbers times `factor`."""
    return {name: value * factor for name, value in arguments.items()}


def far_off(arguments: Arguments) -> Arguments:
    """Targets so far away that the squared error overflows, and so do slopes that are measured from it."""
    return {name: value * HUGE if name in ("y", "Y") else value for name, value in arguments.items()}


def in_float32(value: Any) -> Any:
    """A value with all its arrays in single precision."""
    if isinstance(value, dict):
        return {name: in_float32(item) for name, item in value.items()}
    if isinstance(value, list):
        return [in_float32(item) for item in value]
    return value.astype(np.float32) if isinstance(value, np.ndarray) else value


def of_other_dtypes(fractional: Arguments, whole: Arguments) -> Iterator[Case]:
    """Integers in one argument at a time, then in all arguments, then float32."""
    for name, value in whole.items():
        yield Case(**{**fractional, name: value})
    yield Case(**whole)
    yield Case(**in_float32(fractional)).within(rtol=FLOAT32)


def with_zeros(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of both signs, every third of them exactly 0."""
    Z = inputs.away_from_zero(rng, shape)
    Z.flat[::3] = 0
    return Z


def in_a_row(first: Arguments, second: Arguments) -> Iterator[Case]:
    """A call, another one, and the first again: no state may be kept, and no arguments or answers changed."""
    for arguments in (first, second, first):
        yield Case(**arguments).satisfies(arguments_unchanged, earlier_answer_unchanged)
