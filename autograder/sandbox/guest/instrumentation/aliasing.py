"""What an answer is made of, seen from beside: the caller's own arrays, or arrays that were answers before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from autograder.sandbox.guest.wire import pack

DEEPEST = 20  # nested lists, as on the wire


class PreviousAnswer:
    """The answer of the call before, and what it held then."""

    def __init__(self) -> None:
        self._answer: Any = None
        self._held = b""

    def swap(self, answer: Any) -> bool:
        """Keep this answer in the place of the one before; whether that one still holds what it held."""
        unchanged = _bytes(self._answer) == self._held if self._held else True
        self._answer, self._held = answer, _bytes(answer)
        return unchanged


def aliased_arguments(answer: Any, arguments: Sequence[Any]) -> list[int]:
    """The places of arguments that the answer's arrays lie in."""
    spans = sorted(map(_span, _arrays(answer, DEEPEST)))
    starts, reach = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    def overlaps(array: np.ndarray) -> bool:
        start, end = _span(array)
        earlier = bisect_left(starts, end)
        return earlier > 0 and reach[earlier - 1] > start

    return [place for place, argument in enumerate(arguments) if any(map(overlaps, _arrays(argument, DEEPEST)))]


def _span(array: np.ndarray) -> tuple[int, int]:
    """The addresses between which an array lies."""
    start: int = array.__array_interface__["data"][0]
    steps = [(length - 1) * stride for length, stride in zip(array.shape, array.strides, strict=True)]
    if not array.size:
        return start, start
    return start + sum(min(step, 0) for step in steps), start + sum(max(step, 0) for step in steps) + array.itemsize


def unused_generators(before: Sequence[Any], arguments: Sequence[Any]) -> list[int]:
    """The places of generators that nothing was drawn from, and no other generator."""
    return [
        place
        for place, (old, new) in enumerate(zip(before, arguments, strict=True))
        if isinstance(old, np.random.Generator) and _state(old) == _state(new)
    ]


def _state(generator: np.random.Generator) -> tuple[Any, Any]:
    bits: Any = generator.bit_generator
    return bits.state, bits.seed_seq.n_children_spawned


def _arrays(value: Any, depth: int) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple) and depth:
        for item in value:
            yield from _arrays(item, depth - 1)


def _bytes(answer: Any) -> bytes:
    """What an answer holds; nothing where it cannot be told."""
    try:
        return pack(answer)
    except Exception:  # an answer may be anything, and too large
        return b""
