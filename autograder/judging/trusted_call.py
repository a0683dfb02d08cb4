"""Calls trusted functions, such as misconceptions, in this process the way a worker calls a student's."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.judging.check_run import Outcome, as_answer
from autograder.judging.expected import ExpectedCase
from autograder.judging.verdict import same_for_all
from autograder.sandbox.guest.instrumentation.call import PreviousAnswer, call
from autograder.sandbox.guest.wire import BadMessage, as_received

ONE_AT_A_TIME = threading.Lock()  # Python silences warnings, and may count bytecodes, for a whole process


@dataclass
class PreviousCall:
    """The call of the same function before.

    Attributes
    ----------
    answer : PreviousAnswer
        Its answer, as the function still has it.
    received : list
        A copy of that; empty before the first call.
    """

    answer: PreviousAnswer = field(default_factory=PreviousAnswer)
    received: list[Any] = field(default_factory=list)


def call_trusted(
    function: Callable[..., Any],
    expected: ExpectedCase,
    arguments: Sequence[Any] | None = None,
    *,
    previous: PreviousCall | None = None,
    count_cost: bool = True,
) -> Outcome:
    """The outcome of calling a trusted function on a case.

    Parameters
    ----------
    function : callable
        The function. It gets copies of the arguments, as a student's does.
    expected : ExpectedCase
        The case.
    arguments : sequence, optional
        Arguments that replace those of the case.
    previous : PreviousCall, optional
        The previous call, to detect whether this one changes its answer.
    count_cost : bool
        Whether to count the cost, where the case asks for that; counting is slow.
    """
    given = list(expected.arguments if arguments is None else arguments)
    previous = previous or PreviousCall()
    counted = count_cost and expected.case.counts_cost
    try:
        with ONE_AT_A_TIME, np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            returned = call(
                function, as_received(given), previous.answer, count_cost=counted, observe=expected.case.is_observed
            )
            value = as_received(returned.answer)
    except (BadMessage, Exception) as error:  # a misconception is wrong on purpose, and may be wrong in any way
        previous.received = []
        return same_for_all("error", f"{type(error).__name__}: {error}")
    earlier, previous.received = previous.received, [value]
    case = expected.case.with_arguments(dict(zip(expected.case.arguments, given, strict=True)))
    return as_answer(replace(returned, answer=value), case, earlier=earlier)
