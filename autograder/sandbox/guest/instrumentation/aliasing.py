"""Detects answers that share memory with arguments, changed earlier answers, and generators that were not used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from autograder.sandbox.guest.wire import DEEPEST, LARGEST_FRAME, BadMessage, pack

PLAIN = (type(None), bool, int, float, str)
NUMBERS = "biufc"


class PreviousAnswer:
    """The answer of the previous call, with a copy of its content at that time."""

    def __init__(self) -> None:
        self._answer: Any = None
        self._held: Any = None

    def swap(self, answer: Any) -> bool:
        """Store a new answer; return whether the content of the previous one is still unchanged."""
        unchanged = self._held is None or _held(self._answer) == self._held
        self._answer, self._held = answer, _held(answer)
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
    if array.flags.c_contiguous:
        return start, start + array.nbytes
    steps = [(length - 1) * stride for length, stride in zip(array.shape, array.strides, strict=True)]
    if not array.size:
        return start, start
    return start + sum(min(step, 0) for step in steps), start + sum(max(step, 0) for step in steps) + array.itemsize


def copied(value: Any) -> Any:
    """A copy of an argument, to be compared with it later; of a generator its state."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list | tuple):
        return type(value)(map(copied, value))
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return GeneratorState(*_state(value)) if isinstance(value, np.random.Generator) else value


def restored(before: Any, argument: Any) -> Any:
    """An argument as it was before a call, from such a copy; a generator is the same one, set back."""
    if isinstance(before, GeneratorState):
        argument.bit_generator.state = before.bits
        return argument
    return copied(before)


@dataclass(frozen=True)
class GeneratorState:
    """Where a generator was: its bits, and how many others it had spawned."""

    bits: Mapping[str, Any]
    spawned: int


def unused_generators(before: Sequence[Any], arguments: Sequence[Any]) -> list[int]:
    """The places of generators from which neither numbers nor other generators were drawn.

    Parameters
    ----------
    before, arguments : sequence
        The arguments as they were `copied` before the call, and the arguments after it.
    """
    return [
        place
        for place, (old, new) in enumerate(zip(before, arguments, strict=True))
        if isinstance(old, GeneratorState) and old == GeneratorState(*_state(new))
    ]


def _state(generator: np.random.Generator) -> tuple[Any, int]:
    bits: Any = generator.bit_generator
    return bits.state, bits.seed_seq.n_children_spawned


def _arrays(value: Any, depth: int) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple) and depth:
        for item in value:
            yield from _arrays(item, depth - 1)


def _held(answer: Any) -> Any:
    """The content of an answer, to be compared; None if it is too large to be sent, or cannot be."""
    try:
        return _content(answer, DEEPEST)
    except Exception:  # an answer may be anything
        return None


def _content(value: Any, depth: int) -> Any:
    if type(value) is np.ndarray and value.dtype.kind in NUMBERS:
        if value.nbytes > LARGEST_FRAME:
            raise BadMessage("too large")
        return value.dtype, value.shape, value.tobytes()
    if type(value) in (list, tuple) and depth:
        return [_content(item, depth - 1) for item in value]
    return value if type(value) in PLAIN else pack(value)
