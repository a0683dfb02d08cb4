"""Injects faults into right functions: the mistakes that `diagnosis.by_symptom` recognises in any exercise.

Submissions contain the source of this file, so it imports only the standard library and NumPy. Each injector is
named after the mistake that it makes.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

Function = Callable[..., Any]
GUESS = -17.25


def no_return(right: Function) -> Function:
    """Return nothing."""

    def faulty(*arguments: Any) -> Any:
        right(*arguments)

    return faulty


def swapped_outputs(right: Function) -> Function:
    """Return the first result last."""

    def faulty(*arguments: Any) -> Any:
        first, *others = right(*arguments)
        return (*others, first)

    return faulty


def wrong_shape(right: Function) -> Function:
    """Return vectors as columns, and other arrays transposed."""

    def faulty(*arguments: Any) -> Any:
        return each(right(*arguments), lambda part: part.reshape(-1, 1) if part.ndim == 1 else part.T)

    return faulty


def int_truncation(right: Function) -> Function:
    """Convert the results to the dtype of the first argument that is an array of integers, if there is one."""

    def faulty(*arguments: Any) -> Any:
        dtypes = [array.dtype for array in arrays(arguments) if array.dtype.kind in "iu"]
        return each(right(*arguments), lambda part: part.astype(dtypes[0]) if dtypes else part)

    return faulty


def mutates_input(right: Function) -> Function:
    """Overwrite the arguments with zeros."""

    def faulty(*arguments: Any) -> Any:
        answer = each(right(*arguments), np.copy)
        for array in arrays(arguments):
            array[...] = 0
        return answer

    return faulty


def measured_gradient(right: Function) -> Function:
    """Work as much as for two passes for each number of the answer, each of them with other arguments."""

    def faulty(*arguments: Any) -> Any:
        answer = right(*arguments)
        for _ in range(2 * sum(array.size for array in arrays([answer]))):
            right(*each(arguments, np.copy))
        return answer

    return faulty


def global_state(right: Function) -> Function:
    """Return the first call's answer from all calls."""
    kept = []

    def faulty(*arguments: Any) -> Any:
        kept.append(right(*arguments))
        return kept[0]

    return faulty


def hard_coded(right: Function, published: Collection[str]) -> Function:
    """Answer rightly only for the published inputs, and return a guess for all others."""

    def faulty(*arguments: Any) -> Any:
        known = fingerprint(arguments) in published
        return each(right(*arguments), lambda part: part if known else np.full_like(part, GUESS, dtype=float))

    return faulty


def reseeds(right: Function) -> Function:
    """Replace the generator by one with a fixed seed."""

    def faulty(*arguments: Any) -> Any:
        return right(*(np.random.default_rng(0) if is_generator(value) else value for value in arguments))

    return faulty


def global_random(right: Function) -> Function:
    """Draw from NumPy's global state instead of the generator."""

    def faulty(*arguments: Any) -> Any:
        seed = np.random.randint(2**31)
        return right(*(np.random.default_rng(seed) if is_generator(value) else value for value in arguments))

    return faulty


def each(value: Any, change: Function) -> Any:
    """A value with `change` applied to every array in it."""
    if isinstance(value, list | tuple):
        return type(value)(each(part, change) for part in value)
    return change(np.asarray(value))


def arrays(value: Any) -> list[np.ndarray]:
    """All arrays in nested lists.

    Returns
    -------
    list of array
        The arrays, of any shapes.
    """
    if isinstance(value, list | tuple):
        return [array for part in value for array in arrays(part)]
    return [value] if isinstance(value, np.ndarray) else []


def is_generator(value: Any) -> bool:
    """Whether a value is a random number generator."""
    return isinstance(value, np.random.Generator)


def fingerprint(value: Any) -> str:
    """A text that is the same for equal lists of arguments, and that differs for others."""
    if isinstance(value, list | tuple):
        return "; ".join(map(fingerprint, value))
    return "rng" if is_generator(value) else str(np.asarray(value, dtype=float).tolist())
