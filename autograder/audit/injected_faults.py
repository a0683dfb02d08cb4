"""Chooses the faults that make a reference wrong, and makes submissions with them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment
from autograder.audit import fault_injectors
from autograder.audit.submissions import with_function
from autograder.authoring import Check
from autograder.judging.expected import CheckInstance, ExpectedCase, call_on_copies
from autograder.submissions.submission import Submission

SOURCE = inspect.getsource(fault_injectors)


def faulty_submissions(
    assignment: Assignment, instances: Mapping[Check, CheckInstance]
) -> Iterator[tuple[str, str, Submission]]:
    """Submissions with one faulty reference each: the exercise, the mistake's id, and the submission.

    Every reference gets every fault that makes it wrong.
    """
    for exercise in assignment.exercises:
        reference = assignment.references[exercise.name]
        cases = [expected for check in exercise.checks if check in instances for expected in instances[check].cases]
        public = [
            q for check in exercise.checks if check.is_fixed and check in instances for q in instances[check].cases
        ]
        for name in _mistakes(cases, [call_on_copies(reference, case.arguments) for case in cases], reference):
            options = f", {sorted(map(_fingerprint, public))!r}" if name == "hard-coded" else ""
            replacement = f"{name.replace('-', '_')}({exercise.name}{options})"
            yield exercise.name, name, with_function(assignment, exercise.name, replacement, SOURCE)


def _mistakes(cases: list[ExpectedCase], answers: list[Any], reference: Any) -> Iterator[str]:
    """The ids of the faults that make this reference wrong, whether the checks notice or not."""
    yield from ("no-return", "global-state")
    if any(case.other_sizes for case in cases):
        yield "measured-gradient"
    arguments = [case.arguments for case in cases]
    results = [part for answer in answers for part in fault_injectors.arrays(fault_injectors.each(answer, np.asarray))]
    if any(isinstance(answer, tuple) for answer in answers):
        yield "swapped-outputs"
    if any(part.ndim and fault_injectors.each(part, _turned).shape != part.shape for part in results):
        yield "wrong-shape"
    if any(map(fault_injectors.arrays, arguments)):
        yield "mutates-input"
    if any(_has_fractions(reference, each) for each in arguments if fault_injectors.arrays(each)):
        yield "int-truncation"
    if any(map(fault_injectors.is_generator, arguments[0])):
        yield from ("reseeds", "global-random")
    else:
        yield "hard-coded"  # which random numbers cannot be


def _turned(part: np.ndarray) -> np.ndarray:
    return part.reshape(-1, 1) if part.ndim == 1 else part.T


def _has_fractions(reference: Any, arguments: list[Any]) -> bool:
    """Whether the answer has fractions when some of the arguments are arrays of whole numbers."""
    return any(_is_fractional(reference, each) for each in _partly_whole(arguments))


def _partly_whole(arguments: list[Any]) -> Iterator[list[Any]]:
    """The arguments with all arrays rounded, then with one of them rounded at a time."""
    whole = [fault_injectors.each(value, _rounded) if fault_injectors.arrays(value) else value for value in arguments]
    yield whole
    for place, value in enumerate(whole):
        yield [*arguments[:place], value, *arguments[place + 1 :]]


def _is_fractional(reference: Any, arguments: list[Any]) -> bool:
    with np.errstate(all="ignore"):
        answer = call_on_copies(reference, arguments)
    parts = fault_injectors.arrays(fault_injectors.each(answer, lambda part: np.asarray(part, dtype=float)))
    return any((np.isfinite(part) & (part != np.round(part))).any() for part in parts)


def _rounded(part: np.ndarray) -> np.ndarray:
    return np.round(4 * part)


def _fingerprint(expected: ExpectedCase) -> str:
    return fault_injectors.fingerprint(expected.arguments)
