"""Chooses the hunt of an exercise from its public cases and misconceptions: always the same one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring import Answer, Misconception
from autograder.judging.coerce import StructureMismatch, coerce_like, leaves
from autograder.judging.expected import ExpectedCase
from autograder.judging.trusted_call import call_trusted
from autograder.student.hunt.hunt import LETTERS, Hunt, departs
from autograder.student.predict.questions import Part, by_hand

HINTS = 4
SMALLEST, LARGEST = 1e-4, 1e6
Results = dict[str, np.ndarray]
"""An answer by the names of its results."""


def choose_hunt(assignment: Assignment, exercise: Exercise) -> Hunt | None:
    """The hunt of an exercise; None if no two misconceptions give different wrong answers to a small public case."""
    known = [each for each in assignment.misconceptions if each.exercise == exercise.name]
    readable = (each for each in by_hand(exercise) if all(_is_readable(part.right) for part in each[2]))
    found = [hunt for each in readable if (hunt := _with_answers(exercise, *each, known))]
    return max(found, key=_to_be_found, default=None)


def _to_be_found(hunt: Hunt) -> tuple[bool, int]:
    """A sort key for interesting hunts: answers that are wrong in different places, and only in some."""
    places = [np.concatenate([where.ravel() for where in hunt.differs(letter).values()]) for letter in hunt.wrong]
    one, other = places
    return not np.array_equal(one, other), sum(not each.all() for each in places)


def _is_readable(array: np.ndarray) -> bool:
    """Whether the numbers of an array are of ordinary size."""
    sizes = np.abs(array[array != 0].astype(float))
    return bool(((sizes > SMALLEST) & (sizes < LARGEST)).all())


def _with_answers(
    exercise: Exercise, question: ExpectedCase, call: str, parts: Sequence[Part], known: Sequence[Misconception]
) -> Hunt | None:
    """A hunt with this call; None if fewer than two misconceptions give distinct wrong answers to it."""
    right = {part.name: part.right.astype(float) for part in parts}
    answers = {each: list(_answers(each, question, right)) for each in known}
    own = {
        each: theirs[0]
        for each, theirs in answers.items()
        if theirs and not any(_same(theirs[0], other) for rest in known if rest is not each for other in answers[rest])
    }
    hunts = (_hunt(exercise, call, right, {each: own[each] for each in pair}, known) for pair in combinations(own, 2))
    return max(hunts, key=_to_be_found, default=None)


def _hunt(
    exercise: Exercise,
    call: str,
    right: Results,
    wrong: Mapping[Misconception, Results],
    known: Sequence[Misconception],
) -> Hunt:
    """A hunt with two wrong answers, in an order that the name of the exercise decides.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    call : str
        The call, as code.
    right : dict of array
        The right answer.
    wrong : dict of dict
        The two wrong answers, each by its misconception.
    known : sequence of Misconception
        All misconceptions of the exercise.
    """
    pair = list(wrong)
    order = np.random.default_rng(zlib.crc32(exercise.name.encode()))
    others = [each for each in known if each not in pair]
    hints = [*pair, *(others[place] for place in order.permutation(len(others))[: HINTS - len(pair)])]
    hints = [hints[place] for place in order.permutation(len(hints))]
    shown: list[Results] = [right, *wrong.values()]
    places = order.permutation(len(shown))
    about = {letter: hints.index(pair[place - 1]) + 1 for letter, place in zip(LETTERS, places, strict=True) if place}
    return Hunt(
        call,
        tuple(shown[place] for place in places),
        LETTERS[list(places).index(0)],
        tuple(each.hint for each in hints),
        about,
    )


def _answers(wrong: Misconception, question: ExpectedCase, right: Results) -> Iterator[Results]:
    """The wrong answers of all forms of a misconception that have the expected shapes."""
    for form in wrong.forms:
        outcome = call_trusted(form, question, count_cost=False)
        if not isinstance(outcome, Answer):
            continue
        try:
            arrays = [array.astype(float) for _, array in leaves(coerce_like(outcome.value, question.template))]
        except StructureMismatch:
            continue
        answer = dict(zip(right, arrays, strict=True))
        if not _same(right, answer):
            yield answer


def _same(one: Results, other: Results) -> bool:
    return not any(departs(one[name], other[name]).any() for name in other)
