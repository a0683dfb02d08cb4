"""Detects answers that share memory with arguments, changed earlier answers, and generators that were not used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from autograder.sandbox.guest.wire import pack

DEEPEST = 20  # nested lists, as on the wire


class PreviousAnswer:
    """The answer of the previous call, with a copy of its content at that time."""

    def __init__(self) -> None:
        self._answer: Any = None
        self._held = b""

    def swap(self, answer: Any) -> bool:
        """Store a new answer; return whether the content of the previous one is still unchanged."""
        unchanged = _bytes(self._answer) == self._held if self._held else True
        self._answer, self._held = answer, _bytes(answer)
        return unchanged


def aliased_arguments(answer: Any, arguments: Sequence[Any]) -> list[int]:
    """The places of the arguments that share memory with the answer."""
    spans = sorted(map(_span, _arrays(answer, DEEPEST)))
    starts, reach = [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    def overlaps(array: np.ndarray) -> bool:
        start, end = _span(array)
        earlier = bisect_left(starts, end)
        return earlier > 0 and reach[earlier - 1] > start

    return [place for place, argument in enumerate(arguments) if any(map(overlaps, _arrays(argument, DEEPEST)))]


def _span(array: np.ndarray) -> tuple[int, int]:
    """The addresses of the first byte of an array and of the byte after its last."""
    start: int = array.__array_interface__["data"][0]
    steps = [(length - 1) * stride for length, stride in zip(array.shape, array.strides, strict=True)]
    if not array.size:
        return start, start
    return start + sum(min(step, 0) for step in steps), start + sum(max(step, 0) for step in steps) + array.itemsize


def unused_generators(before: Sequence[Any], arguments: Sequence[Any]) -> list[int]:
    """The places of generators from which neither numbers nor other generators were drawn.

    Parameters
    ----------
    before, arguments : sequence
        Copies of the arguments before the call, and the arguments after it.
    """
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
    """The content of an answer; empty if it cannot be packed."""
    try:
        return pack(answer)
    except Exception:  # an answer may be anything, and too large
        return b""
