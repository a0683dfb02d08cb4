"""Calls a function, and returns its answer together with what the grader needs to judge side effects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.sandbox.guest.instrumentation.aliasing import aliased_arguments
from autograder.sandbox.guest.instrumentation.bytecodes import step_counter
from autograder.sandbox.guest.instrumentation.content import UNKNOWN, content
from autograder.sandbox.guest.instrumentation.copies import copied, restored
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from autograder.sandbox.guest.messages import Returned
from autograder.sandbox.guest.wire import pack, unpack


class PreviousAnswer:
    """The answer of the previous call, which the next call may change."""

    def __init__(self) -> None:
        self._answers: list[Any] = []

    def swap(self, answer: Any) -> list[Any]:
        """Store a new answer; return the previous one, in a list that is empty if there is none."""
        before, self._answers = self._answers, [answer]
        return before


def call(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    previous: PreviousAnswer,
    *,
    count_cost: bool = False,
    observe: bool = False,
    mend: Callable[[BaseException], bool] = lambda _: False,
) -> Returned:
    """Call a function, and return its answer with the other observations that are requested.

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
    observe : bool
        Whether to add the contents of the arguments and of the previous answer after the call, and the arguments that
        share memory with the answer.
    mend : callable, optional
        Called with an exception; returns whether the same call may now succeed.
    """
    copies = [copied(each) for each in arguments]
    counter, once_more = (step_counter(), unpack(pack(arguments))) if count_cost else (None, [])
    if counter:
        counter.start()
    try:
        answer = function(*arguments)
    except BaseException as error:
        if not mend(error):
            raise
        again = [restored(old, given) for old, given in zip(copies, arguments, strict=True)]
        try:
            return call(function, again, previous, count_cost=count_cost, observe=observe, mend=mend)
        except BaseException:  # the first exception is reported
            raise error from None
    finally:
        if counter:
            counter.stop()
    before = previous.swap(answer)
    return Returned(
        answer,
        after=[content(each) for each in arguments] if observe else None,
        earlier=content(before[0]) if observe and before else UNKNOWN,
        shared=aliased_arguments(answer, arguments) if observe else (),
        cost=(counter.steps, multiplications(function, once_more)) if counter else None,
    )
