"""One call of a function, and what can be seen of it from beside: its cost, changed arguments, whose arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.guest.instrumentation.aliasing import PreviousAnswer, aliased_arguments, unused_generators
from autograder.sandbox.guest.instrumentation.bytecodes import step_counter
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from autograder.sandbox.guest.messages import Returned
from autograder.sandbox.guest.wire import pack, unpack


def call(
    function: Callable[..., Any], arguments: Sequence[Any], previous: PreviousAnswer, *, count_cost: bool
) -> Returned:
    """Call a function and tell its answer, and what was seen of the call.

    Parameters
    ----------
    function : callable
        It may change its arguments.
    arguments : sequence
        What it is called with.
    previous : PreviousAnswer
        The answer of the call before, in whose place this one is kept.
    count_cost : bool
        Whether the cost is counted: that takes long.
    """
    before = unpack(pack(arguments))
    counter = step_counter() if count_cost else None
    if counter:
        counter.start()
    try:
        answer = function(*arguments)
    finally:
        if counter:
            counter.stop()
    return Returned(
        answer,
        changed=[place for place, (old, new) in enumerate(zip(before, arguments, strict=True)) if not same(old, new)],
        shared=aliased_arguments(answer, arguments),
        idle=unused_generators(before, arguments),
        overwrote=not previous.swap(answer),
        # Last: it changes `before`.
        cost=(counter.steps, multiplications(function, before)) if counter else None,
    )


def same(old: Any, new: Any) -> bool:
    """Whether two values hold the very same bytes; generators are there to be changed."""
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(same, old, new))
    if isinstance(old, np.ndarray):
        return bool(old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes())
    return isinstance(old, np.random.Generator) or bool(old == new)
