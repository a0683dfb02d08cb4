"""Which spoilers are a mistake in which exercise, and the submissions that they make."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment
from autograder.audit import fault_injectors as spoilers
from autograder.audit.submissions import with_function
from autograder.authoring import Check
from autograder.judging.expected import CheckInstance, ExpectedCase, ask
from autograder.submissions.submission import Submission

SOURCE = inspect.getsource(spoilers)


def spoiled(assignment: Assignment, drawn: Mapping[Check, CheckInstance]) -> Iterator[tuple[str, str, Submission]]:
    """Every reference, spoiled in every way that makes it wrong: the exercise, the mistake's id, the submission."""
    for exercise in assignment.exercises:
        reference = assignment.references[exercise.name]
        asked = [question for check in exercise.checks if check in drawn for question in drawn[check].questions]
        public = [q for check in exercise.checks if check.is_public and check in drawn for q in drawn[check].questions]
        for name in _mistakes(asked, [ask(reference, question.arguments) for question in asked], reference):
            options = f", {sorted(map(_fingerprint, public))!r}" if name == "hard-coded" else ""
            replacement = f"{name.replace('-', '_')}({exercise.name}{options})"
            yield exercise.name, name, with_function(assignment, exercise.name, replacement, SOURCE)


def _mistakes(asked: list[ExpectedCase], answers: list[Any], reference: Any) -> Iterator[str]:
    """The ids of the spoilers that make this reference wrong, whether the checks notice or not."""
    yield from ("no-return", "global-state")
    arguments = [question.arguments for question in asked]
    results = [part for answer in answers for part in spoilers.arrays(spoilers.each(answer, np.asarray))]
    if any(isinstance(answer, tuple) for answer in answers):
        yield "swapped-outputs"
    if any(part.ndim and spoilers.each(part, _turned).shape != part.shape for part in results):
        yield "wrong-shape"
    if any(map(spoilers.arrays, arguments)):
        yield "mutates-input"
    if any(_has_fractions(reference, each) for each in arguments if spoilers.arrays(each)):
        yield "int-truncation"
    if any(map(spoilers.is_generator, arguments[0])):
        yield from ("reseeds", "global-random")
    else:
        yield "hard-coded"  # of random numbers, none are published


def _turned(part: np.ndarray) -> np.ndarray:
    return part.reshape(-1, 1) if part.ndim == 1 else part.T


def _has_fractions(reference: Any, arguments: list[Any]) -> bool:
    """Whether whole numbers in the place of some of these arrays lead to an answer that is not whole."""
    return any(_is_fractional(reference, each) for each in _partly_whole(arguments))


def _partly_whole(arguments: list[Any]) -> Iterator[list[Any]]:
    """The arguments with whole numbers in the place of one array, or of all of them."""
    whole = [spoilers.each(value, _rounded) if spoilers.arrays(value) else value for value in arguments]
    yield whole
    for place, value in enumerate(whole):
        yield [*arguments[:place], value, *arguments[place + 1 :]]


def _is_fractional(reference: Any, arguments: list[Any]) -> bool:
    with np.errstate(all="ignore"):
        answer = ask(reference, arguments)
    parts = spoilers.arrays(spoilers.each(answer, lambda part: np.asarray(part, dtype=float)))
    return any((np.isfinite(part) & (part != np.round(part))).any() for part in parts)


def _rounded(part: np.ndarray) -> np.ndarray:
    return np.round(4 * part)


def _fingerprint(question: ExpectedCase) -> str:
    return spoilers.fingerprint(question.arguments)
