"""The public cases of an exercise that can be worked out by hand, and what is right about a prediction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.judging.check_run import MOST_SHOWN, call_as_code
from autograder.judging.coerce import leaves
from autograder.judging.compare import compare
from autograder.judging.expected import PUBLIC_SEED, ExpectedCase, instantiate

MOST_CASES = 2
MOST_NUMBERS = 16  # in a case's answer: more of them nobody works out by hand
LONGEST_CALL = 160  # characters
BY_HAND = 0.01  # relative to the largest number: whoever computes by hand rounds


@dataclass(frozen=True)
class Part:
    """One array to be predicted.

    Attributes
    ----------
    name : str
        As students know it.
    right : array
        What is right.
    """

    name: str
    right: np.ndarray

    def entries_right(self, prediction: np.ndarray) -> np.ndarray:
        """Which entries of a prediction are right, in the shape of what is right."""
        return compare(prediction, self.right.astype(float), rtol=BY_HAND).agree


@dataclass(frozen=True)
class PredictionCase:
    """A call to be worked out: as code, and the arrays that it gives."""

    call: str
    parts: tuple[Part, ...]


def prediction_cases(assignment: Assignment, exercise: Exercise) -> list[PredictionCase]:
    """The first public cases of an exercise that have one right answer, a small one; none if there is no such case."""
    known: dict[str, PredictionCase] = {}
    for question in _public_cases(exercise):
        parts = _parts(question)
        call = call_as_code(exercise.name, question.case)
        if parts and len(call) <= LONGEST_CALL and sum(part.right.size for part in parts) <= MOST_NUMBERS:
            known.setdefault(call, PredictionCase(call, parts))
    return list(known.values())[:MOST_CASES]


def numbers_in(text: str) -> list[float]:
    """The numbers of a line, however they are set apart: ``-4, 0``, ``[[-4 0]]``; True and False are 1 and 0.

    Raises
    ------
    ValueError
        If something else stands there.
    """
    words = re.split(r"[\s,;\[\]()]+", text.replace("−", "-").strip())
    truths = {"true": 1.0, "false": 0.0}
    return [truths[word.lower()] if word.lower() in truths else float(word) for word in words if word]


def as_array(numbers: Sequence[float], part: Part) -> np.ndarray | None:
    """These numbers, row by row, in the shape of a part; None if there are more or fewer."""
    return np.array(numbers, dtype=float).reshape(part.right.shape) if len(numbers) == part.right.size else None


def _public_cases(exercise: Exercise) -> Iterator[ExpectedCase]:
    for check in exercise.checks:
        if check.is_public and not check.needs:
            yield from instantiate(check, PUBLIC_SEED, {}).cases


def _parts(question: ExpectedCase) -> tuple[Part, ...]:
    results = question.results
    if results is None or any(isinstance(each, np.random.Generator) for each in question.arguments):
        return ()
    if any(array.size > MOST_SHOWN for _, array in leaves(question.case.arguments)):
        return ()
    return tuple(Part(name, np.asarray(array)) for name, array in leaves(results))
