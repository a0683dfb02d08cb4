"""Detects answers that share memory with arguments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from autograder.sandbox.guest.wire import DEEPEST


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
    if array.flags.c_contiguous:
        return start, start + array.nbytes
    steps = [(length - 1) * stride for length, stride in zip(array.shape, array.strides, strict=True)]
    if not array.size:
        return start, start
    return start + sum(min(step, 0) for step in steps), start + sum(max(step, 0) for step in steps) + array.itemsize


def _arrays(value: Any, depth: int) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple) and depth:
        for item in value:
            yield from _arrays(item, depth - 1)
