"""Asking functions of our own, in this process, as a worker asks a student's."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.authoring import Answer
from autograder.authoring.case import Cost
from autograder.judging.verdict import in_words
from autograder.questions.draw import Question
from autograder.questions.verdict_on import Outcome
from autograder.sandbox.inside.call import call
from autograder.sandbox.inside.wire import BadMessage, pack, unpack


def outcome_of(function: Callable[..., Any], question: Question, arguments: Sequence[Any] | None = None) -> Outcome:
    """What a function of ours answers to a question, or to other `arguments` in its place."""
    given = list(question.arguments if arguments is None else arguments)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = call(function, unpack(pack(given)), count_cost=question.case.counts_cost)
            value = unpack(pack(made["answer"]))
    except (BadMessage, Exception) as error:  # a misconception is wrong on purpose, and may be wrong in any way
        return in_words("error", f"{type(error).__name__}: {error}")
    names = list(question.case.arguments)
    return Answer(value, tuple(names[place] for place in made["changed"]), made["cost"] and Cost(**made["cost"]))
