"""Predictions of public cases that can be worked out by hand, and which entries of them are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring.expectation import Exactly
from autograder.immutable import immutable
from autograder.judging.check_run import LONGEST_CALL, MOST_SHOWN, call_as_code
from autograder.judging.coerce import leaves
from autograder.judging.compare import compare
from autograder.judging.expected import PUBLIC_SEED, ExpectedCase, instantiate
from autograder.student.explanations.steps_seen import StepsSeen
from autograder.text.phrasing import listed, place, plural, shape_in_words

PREDICTED = ".predicted.json"  # in exercises/, beside the steps that were seen
NO_PREDICTION = "{name} has no public case that is small enough to be worked out by hand."
MOST_CASES = 2
MOST_NUMBERS = 16  # in the answer to a case: nobody works out more by hand
BY_HAND = 0.01  # relative to the largest number, since people round when they compute by hand


@immutable
class Part:
    """One array to be predicted.

    Attributes
    ----------
    name : str
        Its name for students.
    right : array
        The right numbers.
    """

    name: str
    right: np.ndarray

    def entries_right(self, prediction: np.ndarray) -> np.ndarray:
        """Which entries of a prediction are right: a bool array with the shape of `right`."""
        return compare(prediction, self.right.astype(float), rtol=BY_HAND).agree


@immutable
class PredictionCase:
    """A call as code, and the arrays to be predicted."""

    call: str
    parts: tuple[Part, ...]


def prediction_cases(exercise: Exercise) -> list[PredictionCase]:
    """The first public cases of an exercise that can be worked out by hand; none if there is no such case."""
    known: dict[str, PredictionCase] = {}
    for _, call, parts in by_hand(exercise):
        known.setdefault(call, PredictionCase(call, parts))
    return list(known.values())[:MOST_CASES]


def by_hand(exercise: Exercise) -> Iterator[tuple[ExpectedCase, str, tuple[Part, ...]]]:
    """The public cases with a single, small right answer; each with its call as code, and its arrays."""
    for question in _public_cases(exercise):
        parts = _parts(question)
        call = call_as_code(exercise.name, question.case)
        if parts and len(call) <= LONGEST_CALL and sum(part.right.size for part in parts) <= MOST_NUMBERS:
            yield question, call, parts


def numbers_in(text: str) -> list[float]:
    """The numbers in a line, with any separators: ``-4, 0``, ``[[-4 0]]``; True and False are 1 and 0.

    Raises
    ------
    ValueError
        If the line contains anything else.
    """
    words = re.split(r"[\s,;\[\]()]+", text.replace("−", "-").strip())
    truths = {"true": 1.0, "false": 0.0}
    return [truths[word.lower()] if word.lower() in truths else float(word) for word in words if word]


def prediction_in_words(prediction: Sequence[float], part: Part) -> tuple[bool, str]:
    """Whether these numbers, row by row, are right; and a message that tells which entries are.

    Parameters
    ----------
    prediction : sequence of float
        The numbers.
    part : Part
        What they predict.
    """
    array = as_array(prediction, part)
    if array is None:
        return False, f"These are {plural(len(prediction), 'number')}, but {part.right.size} are needed."
    right = part.entries_right(array)
    return bool(right.all()), _entries(right)


def note_predictions(assignment: Assignment, exercise: str, right: int, most: int) -> None:
    """Remember how many cases of an exercise a student has predicted correctly, unless there have been more.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    exercise : str
        The name of the exercise.
    right, most : int
        The number of cases predicted correctly, and of all cases.
    """
    kept = StepsSeen(assignment.folder / "exercises", PREDICTED)
    kept.note(exercise, max(right, kept.steps(exercise, most)))


def asked_for(part: Part) -> str:
    """The question for a part: its name, and the number and shape of its entries."""
    return f"{part.name}, {plural(part.right.size, 'number')}, shape {shape_in_words(part.right.shape)}"


def case_in_words(case: PredictionCase) -> str:
    """A case with all of its questions."""
    return "\n".join([case.call, *(f"  {asked_for(part)}" for part in case.parts)])


def _entries(right: np.ndarray) -> str:
    if right.all():
        return "All right." if right.size > 1 else "Right."
    if not right.any():
        return "None of them is right yet." if right.size > 1 else "Not right yet."
    wrong = [place(tuple(int(i) for i in index)).removeprefix(" at ") for index in np.argwhere(~right)]
    return f"{right.sum()} of {right.size} are right; not yet: {listed(wrong)}."


def as_array(numbers: Sequence[float], part: Part) -> np.ndarray | None:
    """These numbers, row by row, in the shape of a part; None if there are more or fewer."""
    return np.array(numbers, dtype=float).reshape(part.right.shape) if len(numbers) == part.right.size else None


def _public_cases(exercise: Exercise) -> Iterator[ExpectedCase]:
    for check in exercise.checks:
        if check.is_fixed and not check.needs:
            yield from instantiate(check, PUBLIC_SEED, {}).cases


def _parts(question: ExpectedCase) -> tuple[Part, ...]:
    if not isinstance(question.expectation, Exactly) or any(
        isinstance(each, np.random.Generator) for each in question.arguments
    ):
        return ()
    if any(array.size > MOST_SHOWN for _, array in leaves(question.case.arguments)):
        return ()
    return tuple(Part(name, np.asarray(array)) for name, array in leaves(question.expectation.value))
