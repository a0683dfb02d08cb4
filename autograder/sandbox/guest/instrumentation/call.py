"""One call of a function, and what can be seen of it from beside: its cost, changed arguments, whose arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.guest.instrumentation.aliasing import PreviousAnswer, aliased_arguments, unused_generators
from autograder.sandbox.guest.instrumentation.bytecodes import step_counter
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from autograder.sandbox.guest.wire import pack, unpack

KEPT = PreviousAnswer()


def call(function: Callable[..., Any], arguments: list[Any], *, count_cost: bool) -> dict[str, Any]:
    """Call `function` and tell its answer, the places of arguments that it changed, and what it cost.

    Returns
    -------
    dict
        ``answer``, ``changed`` (list of int), ``shared`` and ``idle`` (lists of int, see `belongings`), ``overwrote``
        (whether it changed the answer of the call before), ``cost``: None where it is not counted, else ``steps``, the
        bytecodes executed, and ``multiplications``, those done in products of arrays, or None where these could not
        be counted.
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
    changed = [place for place, (old, new) in enumerate(zip(before, arguments, strict=True)) if not same(old, new)]
    belongings = {
        "shared": aliased_arguments(answer, arguments),
        "idle": unused_generators(before, arguments),
        "overwrote": not KEPT.swap(answer),
    }
    cost = {"steps": counter.steps, "multiplications": multiplications(function, before)} if counter else None
    return {"answer": answer, "changed": changed, "cost": cost, **belongings}


def same(old: Any, new: Any) -> bool:
    """Whether two values hold the very same bytes; generators are there to be changed."""
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(same, old, new))
    if isinstance(old, np.ndarray):
        return bool(old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes())
    return isinstance(old, np.random.Generator) or bool(old == new)
