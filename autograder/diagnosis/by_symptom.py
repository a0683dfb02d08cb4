"""Mistakes with symptoms that show in any function, whatever it computes: a name, a hint and a test for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import numpy as np

from autograder.authoring import Answer
from autograder.diagnosis.evidence import Evidence, numbers, rtol_of, same
from autograder.diagnosis.perturbation import integers_truncated, known_by_heart
from autograder.diagnosis.state_and_randomness import carried_over, globally_random, seeded_within
from autograder.immutable import immutable
from autograder.judging.answer_structure import by_result
from autograder.judging.check_run import CaseResult
from autograder.judging.verdict import Verdict

SHAPES = "The docstring gives the shapes. Print the shapes of your results, and compare."
TRUTH_OF_ARRAY = "The truth value of an array"
MOST_RESULTS = 5  # results of one function; all of their orders are tried


@immutable
class Observation:
    """A mistake that any function may make.

    Attributes
    ----------
    name : str
        Its id; these and those of misconceptions have the same form.
    hint : str
        A question, or a pointer to the idea.
    shows : callable
        Takes evidence, and returns whether it points to this mistake alone.
    conclusive : bool
        Whether it can be named even if some calls have no answer, because they timed out, for example.
    """

    name: str
    hint: str
    shows: Callable[[Evidence], bool]
    conclusive: bool = False


def _nothing_returned(evidence: Evidence) -> bool:
    return bool(evidence.wrong) and all(
        isinstance(case.outcome, Answer) and case.value is None for case in evidence.wrong
    )


def _arguments_changed(evidence: Evidence) -> bool:
    """All values are right, but arguments have changed."""
    return bool(evidence.wrong) and all(
        isinstance(case.outcome, Answer) and _is_right_but_changes(case) for case in evidence.wrong
    )


def _is_right_but_changes(case: CaseResult) -> bool:
    return case.wrong == "property" and isinstance(case.outcome, Answer) and bool(case.outcome.changed)


def _measured(evidence: Evidence) -> bool:
    """A small case was answered, slowly, and its large version not in time."""
    return any(run.is_measured for run in evidence.runs)


def _results_swapped(evidence: Evidence) -> bool:
    """One other order of the results is right in all cases where the expected order is wrong."""
    names = next((list(_asked_for(case) or {}) for case in evidence.wrong), [])
    if not 2 <= len(names) <= MOST_RESULTS:
        return False
    orders = (order for order in permutations(names) if list(order) != names)
    known = [case for case in evidence.wrong if _asked_for(case)]
    if not known or all(_is_right_in_order(case, tuple(names)) for case in known):
        return False
    return any(all(_is_right_in_order(case, order) for case in known) for order in orders)


def _is_right_in_order(case: CaseResult, order: tuple[str, ...]) -> bool:
    asked = _asked_for(case)
    if asked is None or not isinstance(case.value, list | tuple) or len(case.value) != len(order):
        return False
    pairs = [(part, asked[name]) for part, name in zip(case.value, order, strict=True)]
    if case.expected.results:
        return all(same(part, right, rtol_of(case.expected)) for part, right in pairs)
    return all(_has_shapes_of(part, like) for part, like in pairs)


def _asked_for(case: CaseResult) -> dict[str, Any] | None:
    """The expected results by name; zeros of their shapes if more than one answer is right."""
    template = case.expected.template
    return case.expected.results or (template if isinstance(template, dict) else by_result(template, template))


def _has_shapes_of(value: Any, like: Any) -> bool:
    arrays = [(numbers(part), np.shape(asked)) for part, asked in _paired(value, like)]
    return all(array is not None and array.shape == shape for array, shape in arrays)


def _arranged_otherwise(evidence: Evidence) -> bool:
    """The numbers of each result are right but arranged differently, with a wrong shape in at least one case."""
    pairs = [pair for case in evidence.wrong for pair in _numbers_of(case)]
    if not pairs or any(array is None for array, _, _ in pairs):
        return False
    return all(_is_rearranged(*pair) for pair in pairs) and any(array.shape != like.shape for array, like, _ in pairs)


def _shapes_wrong(evidence: Evidence) -> bool:
    """In most of the wrong cases, an array has a wrong shape, and no other result is wrong."""
    wrong_shapes, wrong_values, telling = set(), set(), 0
    for case in evidence.wrong:
        asked, results, known = _asked_for(case), case.results, case.expected.results
        if case.wrong != "value" or not asked or not results or not known:
            return False
        pairs = {name: list(_paired(results[name], like)) for name, like in asked.items()}
        if not all(_holds_numbers(part) for each in pairs.values() for part, _ in each):
            return False
        shaped = {name for name, like in asked.items() if not _has_shapes_of(results[name], like)}
        wrong_shapes |= shaped
        wrong_values |= {name for name in asked if not same(results[name], known[name], rtol_of(case.expected))}
        telling += bool(shaped)
    return 2 * telling > len(evidence.wrong) and wrong_values <= wrong_shapes


def _holds_numbers(value: Any) -> bool:
    array = numbers(value)
    return array is not None and array.size > 0


def _one_decision(evidence: Evidence) -> bool:
    """All wrong cases raised NumPy's exception about an array that is taken for true or false."""
    return bool(evidence.wrong) and all(
        isinstance(case.outcome, Verdict) and TRUTH_OF_ARRAY in case.outcome.message for case in evidence.wrong
    )


def _numbers_of(case: CaseResult) -> Iterator[tuple[Any, np.ndarray, float | None]]:
    """Each array of the answer, the expected one, and the tolerance; None if only a shape is expected."""
    results, expected = case.results, case.expected.results
    for name, like in (_asked_for(case) or {}).items():
        for part, right in _paired((results or {}).get(name), like):
            yield numbers(part), np.asarray(right), rtol_of(case.expected) if expected else None


def _is_rearranged(array: np.ndarray, right: np.ndarray, rtol: float | None) -> bool:
    if rtol is None:
        return array.size == right.size
    return any(same(turned.ravel(), right.ravel(), rtol) for turned in (array, array.T))


def _paired(value: Any, expected: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(expected, list) and any(isinstance(item, np.ndarray) for item in expected):
        several = isinstance(value, list | tuple) and len(value) == len(expected)
        yield from zip(value if several else [None] * len(expected), expected, strict=True)
    else:
        yield value, expected


OBSERVATIONS = (
    Observation(
        "measured-gradient",
        "A gradient is derived, not measured. Which rule leads from the error back to what you differentiate by?",
        _measured,
        conclusive=True,
    ),
    Observation(
        "no-return",
        "Callers of your function get only what it returns. Which of its lines returns something?",
        _nothing_returned,
    ),
    Observation(
        "mutates-input",
        "The caller may still need the arrays that it passed in. What do they hold after your function has run?",
        _arguments_changed,
    ),
    Observation(
        "global-random",
        "The same generator should lead to the same numbers again. Whose generator do yours come from?",
        globally_random,
    ),
    Observation(
        "reseeds",
        "Two different generators should lead to different numbers. Whose generator do yours come from?",
        seeded_within,
    ),
    Observation(
        "swapped-outputs",
        "Compare the order of the results in the docstring with the order in your return statement.",
        _results_swapped,
    ),
    Observation(
        "wrong-shape",
        SHAPES,
        _arranged_otherwise,
    ),
    Observation(
        "one-decision-for-all",
        "Python's if, and, and max make a single decision, but here each number of the array needs its own; any and "
        "all would not help. Which operation works number by number?",
        _one_decision,
    ),
    Observation(
        "int-truncation",
        "The inputs may be whole numbers, the answer need not be. What dtype do the arrays have that you write into?",
        integers_truncated,
    ),
    Observation(
        "global-state",
        "In the first call your function is right; after other calls it is not. What does it keep between calls?",
        carried_over,
    ),
    Observation(
        "hard-coded",
        "Right for the published numbers only. What would you have to compute for others?",
        known_by_heart,
    ),
    Observation("wrong-shape", SHAPES, _shapes_wrong),
)
