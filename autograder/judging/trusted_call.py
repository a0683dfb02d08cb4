"""Calls trusted functions, such as misconceptions, in this process the way a worker calls a student's."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.judging.check_run import Outcome, as_answer
from autograder.judging.expected import ExpectedCase
from autograder.judging.verdict import same_for_all
from autograder.sandbox.guest.instrumentation.aliasing import PreviousAnswer
from autograder.sandbox.guest.instrumentation.call import call
from autograder.sandbox.guest.wire import BadMessage, pack, unpack

ONE_AT_A_TIME = threading.Lock()  # Python silences warnings, and may count bytecodes, for a whole process


def call_trusted(
    function: Callable[..., Any],
    expected: ExpectedCase,
    arguments: Sequence[Any] | None = None,
    *,
    previous: PreviousAnswer | None = None,
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
    previous : PreviousAnswer, optional
        The function's previous answer, to detect whether this call changes it.
    count_cost : bool
        Whether to count the cost, where the case asks for that; counting is slow.
    """
    given = list(expected.arguments if arguments is None else arguments)
    previous = previous or PreviousAnswer()
    try:
        with ONE_AT_A_TIME, np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            returned = call(
                function, unpack(pack(given)), previous, count_cost=count_cost and expected.case.counts_cost
            )
            value = unpack(pack(returned.answer))
    except (BadMessage, Exception) as error:  # a misconception is wrong on purpose, and may be wrong in any way
        return same_for_all("error", f"{type(error).__name__}: {error}")
    return as_answer(replace(returned, answer=value), expected.case)
