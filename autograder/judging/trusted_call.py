"""Asking functions of our own, in this process, as a worker asks a student's."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.authoring import Answer
from autograder.authoring.case import Cost
from autograder.judging.check_run import Outcome
from autograder.judging.expected import ExpectedCase
from autograder.judging.verdict import same_for_all
from autograder.sandbox.guest.instrumentation.call import call
from autograder.sandbox.guest.wire import BadMessage, pack, unpack

ONE_AT_A_TIME = threading.Lock()  # steps are counted for a whole thread, and one answer is kept for the next call


def call_trusted(
    function: Callable[..., Any],
    question: ExpectedCase,
    arguments: Sequence[Any] | None = None,
    *,
    count_cost: bool = True,
) -> Outcome:
    """What a function of ours answers to a question, or to other `arguments` in its place.

    Its cost is counted where the question asks for that, unless the caller does not: counting takes long.
    """
    given = list(question.arguments if arguments is None else arguments)
    try:
        with ONE_AT_A_TIME, np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = call(function, unpack(pack(given)), count_cost=count_cost and question.case.counts_cost)
            value = unpack(pack(made["answer"]))
    except (BadMessage, Exception) as error:  # a misconception is wrong on purpose, and may be wrong in any way
        return same_for_all("error", f"{type(error).__name__}: {error}")
    names = list(question.case.arguments)
    changed, shared, idle = (tuple(names[at] for at in made[key]) for key in ("changed", "shared", "idle"))
    cost = made["cost"] and Cost(**made["cost"])
    return Answer(value, changed=changed, cost=cost, shared=shared, idle=idle, overwrote=made["overwrote"])
