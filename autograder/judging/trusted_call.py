"""Asking functions of our own, in this process, as a worker asks a student's."""

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
    question: ExpectedCase,
    arguments: Sequence[Any] | None = None,
    *,
    previous: PreviousAnswer | None = None,
    count_cost: bool = True,
) -> Outcome:
    """What a function of ours answers to a question.

    Parameters
    ----------
    function : callable
        Called on values of its own, as a student's is.
    question : ExpectedCase
        What is asked.
    arguments : sequence, optional
        Other arguments in the place of the question's.
    previous : PreviousAnswer, optional
        What the function has answered before, to see whether this call changes it.
    count_cost : bool
        Whether the cost is counted where the question asks for that: it takes long.
    """
    given = list(question.arguments if arguments is None else arguments)
    previous = previous or PreviousAnswer()
    try:
        with ONE_AT_A_TIME, np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            returned = call(
                function, unpack(pack(given)), previous, count_cost=count_cost and question.case.counts_cost
            )
            value = unpack(pack(returned.answer))
    except (BadMessage, Exception) as error:  # a misconception is wrong on purpose, and may be wrong in any way
        return same_for_all("error", f"{type(error).__name__}: {error}")
    return as_answer(replace(returned, answer=value), question.case)
