"""Calls a function, and observes the cost, changed arguments and shared memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.guest.instrumentation.aliasing import (
    GeneratorState,
    PreviousAnswer,
    aliased_arguments,
    copied,
    restored,
    unused_generators,
)
from autograder.sandbox.guest.instrumentation.bytecodes import step_counter
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from autograder.sandbox.guest.messages import Returned
from autograder.sandbox.guest.wire import pack, unpack


def call(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    previous: PreviousAnswer,
    *,
    count_cost: bool,
    mend: Callable[[BaseException], bool] = lambda _: False,
) -> Returned:
    """Call a function, and return its answer with observations of the call.

    Parameters
    ----------
    function : callable
        The function. It may change its arguments.
    arguments : sequence
        The arguments.
    previous : PreviousAnswer
        The function's previous answer, which is replaced by this one.
    count_cost : bool
        Whether to count the cost, which is slow.
    mend : callable, optional
        Is told of an exception; whether the same call may succeed now.
    """
    before = [copied(each) for each in arguments]
    counter, once_more = (step_counter(), unpack(pack(arguments))) if count_cost else (None, [])
    if counter:
        counter.start()
    try:
        answer = function(*arguments)
    except BaseException as error:
        if not mend(error):
            raise
        again = [restored(old, given) for old, given in zip(before, arguments, strict=True)]
        try:
            return call(function, again, previous, count_cost=count_cost, mend=mend)
        except BaseException:  # what raised first is what there is to say
            raise error from None
    finally:
        if counter:
            counter.stop()
    return Returned(
        answer,
        changed=[
            place for place, (old, new) in enumerate(zip(before, arguments, strict=True)) if not same_bytes(old, new)
        ],
        shared=aliased_arguments(answer, arguments),
        idle=unused_generators(before, arguments),
        overwrote=not previous.swap(answer),
        cost=(counter.steps, multiplications(function, once_more)) if counter else None,
    )


def same_bytes(old: Any, new: Any) -> bool:
    """Whether two values hold exactly the same bytes. Generators count as the same: drawing changes them."""
    if isinstance(old, list | tuple):
        return type(old) is type(new) and len(old) == len(new) and all(map(same_bytes, old, new))
    if isinstance(old, np.ndarray):
        return bool(old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes())
    return isinstance(old, GeneratorState) or bool(old == new)
