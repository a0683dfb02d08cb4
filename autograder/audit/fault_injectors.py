"""Ways to spoil a right function: what the engine tells of any exercise by observation, as a student may write it.

This file's own text is put into submissions: it imports the standard library and NumPy alone.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

Function = Callable[..., Any]
GUESS = -17.25


def no_return(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        right(*arguments)

    return spoiled


def swapped_outputs(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        first, *others = right(*arguments)
        return (*others, first)

    return spoiled


def wrong_shape(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        return each(right(*arguments), lambda part: part.reshape(-1, 1) if part.ndim == 1 else part.T)

    return spoiled


def int_truncation(right: Function) -> Function:
    """Cut what comes back to the type of the first array that holds integers, if one comes in."""

    def spoiled(*arguments: Any) -> Any:
        dtypes = [array.dtype for array in arrays(arguments) if array.dtype.kind in "iu"]
        return each(right(*arguments), lambda part: part.astype(dtypes[0]) if dtypes else part)

    return spoiled


def mutates_input(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        answer = each(right(*arguments), np.copy)
        for array in arrays(arguments):
            array[...] = 0
        return answer

    return spoiled


def global_state(right: Function) -> Function:
    """Answer all calls as the first one."""
    kept = []

    def spoiled(*arguments: Any) -> Any:
        kept.append(right(*arguments))
        return kept[0]

    return spoiled


def hard_coded(right: Function, published: Collection[str]) -> Function:
    """Know the answers to published questions, and give a guess to all others."""

    def spoiled(*arguments: Any) -> Any:
        known = fingerprint(arguments) in published
        return each(right(*arguments), lambda part: part if known else np.full_like(part, GUESS, dtype=float))

    return spoiled


def reseeds(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        return right(*(np.random.default_rng(0) if is_generator(value) else value for value in arguments))

    return spoiled


def global_random(right: Function) -> Function:
    def spoiled(*arguments: Any) -> Any:
        seed = np.random.randint(2**31)
        return right(*(np.random.default_rng(seed) if is_generator(value) else value for value in arguments))

    return spoiled


def each(value: Any, change: Function) -> Any:
    """The value with every array in it changed."""
    if isinstance(value, list | tuple):
        return type(value)(each(part, change) for part in value)
    return change(np.asarray(value))


def arrays(value: Any) -> list[np.ndarray]:
    """All arrays in nested lists."""
    if isinstance(value, list | tuple):
        return [array for part in value for array in arrays(part)]
    return [value] if isinstance(value, np.ndarray) else []


def is_generator(value: Any) -> bool:
    return isinstance(value, np.random.Generator)


def fingerprint(value: Any) -> str:
    """What two equal lists of arguments have in common."""
    if isinstance(value, list | tuple):
        return "; ".join(map(fingerprint, value))
    return "rng" if is_generator(value) else str(np.asarray(value, dtype=float).tolist())
