"""Judges an answer against what is expected of it, and phrases the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.authoring.case import AcrossCases, Answer, Observed, Property
from autograder.authoring.expectation import AnyOf, Exactly, Expectation, Shaped
from autograder.judging.answer_structure import bounds
from autograder.judging.coerce import WHOLE, StructureMismatch, coerce_like, leaves, unusual_form
from autograder.judging.compare import FLOAT32, FLOAT64, Agreement, compare
from autograder.judging.plainly_right import is_plainly_right
from autograder.judging.verdict import PASSED, DescribedLater, Verdict, same_for_all
from autograder.text.phrasing import listed, number, place, ratio, side_by_side

MOST_RESULTS_NAMED = 4
# Hidden checks may report these ratios: they are too few to leak a hidden input.
PLAIN_RATIOS = {
    -1.0: "all signs are reversed.",
    2.0: "the result is twice what it should be.",
    0.5: "the result is half of what it should be.",
    -2.0: "the result is -2 times what it should be.",
    -0.5: "the result is -1/2 times what it should be.",
}
Comparison = Callable[[np.ndarray, np.ndarray, np.ndarray], Agreement]
Compared = tuple[str, np.ndarray, np.ndarray, np.ndarray, Agreement]
"""One result: its name, the answer, the lower and the upper bound, and where the answer agrees with them."""

SINGLE_PRECISION = "Right. It was computed in float32; NumPy's usual float64 would keep twice the digits."


def judge(
    answer: Answer, expectation: Expectation, *, rtol: float | None = None, single_rtol: float = FLOAT32
) -> Verdict:
    """The verdict on the value of an answer.

    Parameters
    ----------
    answer : Answer
        The answer as the worker sent it; its value is not trusted.
    expectation : Exactly, Between, AnyOf or Shaped
        What is expected; expectations by reference have been resolved.
    rtol : float, optional
        Replaces the default tolerance of `compare`.
    single_rtol : float
        The tolerance for an answer that may have been computed in float32.
    """
    tolerance = FLOAT64 if rtol is None else rtol
    single = single_rtol if answer.single_precision else 0.0
    compared = partial(compare, rtol=tolerance, single_rtol=single)
    with np.errstate(all="ignore"):  # differences of a student's numbers may overflow
        if is_plainly_right(answer.value, expectation, tolerance):
            return PASSED
        try:
            return _judge(answer.value, expectation, compared)
        except StructureMismatch as unreadable:
            return _with_values_that_are_right(unreadable.verdict, answer.value, expectation)


def _judge(value: Any, expectation: Expectation, compared: Comparison) -> Verdict:
    if isinstance(expectation, AnyOf):
        return _any_of(value, expectation.values, compared)
    if isinstance(expectation, Shaped):
        coerce_like(value, expectation.template)
        return PASSED
    low, high = bounds(expectation)
    verdict = _between(coerce_like(value, low), low, high, compared)
    return same_for_all("passed", odd) if verdict == PASSED and (odd := unusual_form(value, low)) else verdict


def judge_properties(answer: Answer, properties: Sequence[Property]) -> Verdict:
    """The verdict on an answer's properties; its value must have the expected structure."""
    for find_violation in properties:
        if violation := find_violation(answer):
            return _failed(violation)
    return PASSED


def judge_across(answers: Sequence[Answer], across: AcrossCases) -> Verdict:
    """The verdict on a relation between the answers of a check; their values must have the expected structure."""
    violation = across.holds(answers)
    return same_for_all("failed", violation) if violation else PASSED


def _failed(violation: str | Observed) -> Verdict:
    if isinstance(violation, Observed):
        return Verdict("failed", violation.message, violation.redacted)
    return same_for_all("failed", violation)


def as_expected(answer: Answer, like: Any) -> Answer:
    """The answer with its value in the structure of `like`."""
    return replace(answer, value=coerce_like(answer.value, like))


def _any_of(value: Any, allowed: Sequence[Any], compared: Comparison) -> Verdict:
    verdicts = (_between(coerce_like(value, each), each, each, compared) for each in allowed)
    if passed := next((verdict for verdict in verdicts if verdict.passed), None):
        return passed
    return same_for_all("failed", "No allowed order of the computation leads to these values.")


def _between(value: Any, low: Any, high: Any, compared: Comparison) -> Verdict:
    agreements = [
        (name, array, below, above, compared(array, below, above))
        for (name, array), (_, below), (_, above) in zip(leaves(value), leaves(low), leaves(high), strict=True)
    ]
    wrong = [each for each in agreements if not each[4].everywhere]
    if not wrong:
        rounded = any(agreement.single_precision for *_, agreement in agreements)
        return same_for_all("passed", SINGLE_PRECISION) if rounded else PASSED
    return DescribedLater("failed", partial(_in_words, wrong, [name for name, *_ in agreements]))


def _in_words(wrong: Sequence[Compared], all_names: list[str]) -> tuple[str, str]:
    """The full message and the redacted one on these wrong results."""
    with np.errstate(all="ignore"):
        lead = _which(wrong[0][0], [name for name, *_ in wrong], all_names)
        name, array, below, above, agreement = wrong[0]
        expected, several = _nearest(array, below, above), name if len(wrong) > 1 else ""
        pattern = _of_all(wrong, _pattern)
        shown = [
            f"{lead} {pattern or _of_all(wrong, _extent)}".strip(),
            side_by_side(array, expected, several),
            _largest(array, expected, agreement, several),
        ]
    return "\n".join(filter(None, shown)), f"{lead} {pattern}".strip()


def _nearest(array: np.ndarray, below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """The accepted value nearest to the answer, element by element."""
    return np.asarray(np.clip(array, np.minimum(below, above), np.maximum(below, above)))


def _of_all(wrong: Sequence[Compared], describe: Callable[[np.ndarray, np.ndarray, Agreement], str]) -> str:
    """A sentence on all wrong results if the same holds of each; else on the first, with its name."""
    clauses = [describe(array, _nearest(array, below, above), agreement) for _, array, below, above, agreement in wrong]
    return _sentence(clauses[0], "" if len(set(clauses)) == 1 else wrong[0][0])


def _sentence(clause: str, name: str = "") -> str:
    """A clause as a sentence, with the name of the result that it describes, if given."""
    if not clause:
        return ""
    return f"In {name}, {clause}" if name else f"{clause[0].upper()}{clause[1:]}"


def _which(first: str, wrong: list[str], all_names: list[str]) -> str:
    if first == WHOLE:
        return "The values are wrong."
    right = [name for name in all_names if name not in wrong]
    others = f"; {_named(right)} {'is' if len(right) == 1 else 'are'} right" if right else ""
    return f"{_named(wrong)} {'is' if len(wrong) == 1 else 'are'} wrong{others}."


def _named(names: list[str]) -> str:
    return listed(names, most=None if len(names) <= MOST_RESULTS_NAMED else MOST_RESULTS_NAMED - 1)


def _pattern(array: np.ndarray, expected: np.ndarray, agreement: Agreement) -> str:
    """A clause without any number that the student's program could choose: a plain ratio, or where the errors are."""
    if clause := _dtype(array, expected) or PLAIN_RATIOS.get(ratio(array, expected) or 0.0):
        return clause
    wrong = ~agreement.agree
    if wrong.all() or array.ndim == 0:
        return ""
    if not expected[wrong].any() and expected.any():
        return "the errors are only where 0 is expected."
    return "the errors are only where the result is 0." if not array[wrong].any() else ""


def _dtype(array: np.ndarray, expected: np.ndarray) -> str:
    """A clause on an unsuitable dtype; empty if the dtype is fine."""
    if array.dtype.kind == "b" and not np.isin(expected, (0, 1)).all():
        return "the result holds True and False, not numbers."
    if array.dtype.kind in "iu" and (expected != np.round(expected)).any():
        return f"the result holds integers ({array.dtype}): were fractions cut off?"
    if array.dtype == np.float16:
        return "the result holds float16, which keeps three digits."
    return ""


def _extent(array: np.ndarray, expected: np.ndarray, agreement: Agreement) -> str:
    """A clause on the extent of the differences, with numbers."""
    if times := ratio(array, expected):
        return f"the result is {number(times)} times what it should be."
    wrong = int((~agreement.agree).sum())
    what = "values" if expected.dtype == bool else "numbers"
    return f"they differ in {wrong} of {array.size} {what}." if 1 < array.size != wrong else ""


def _largest(array: np.ndarray, expected: np.ndarray, agreement: Agreement, name: str) -> str:
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(agreement.excess), array.shape))
    difference = f"yours {number(array[worst])}, expected {number(expected[worst])}"
    inside = f" in {name}" if name else ""
    if worst:
        return f"The largest difference{inside} is{place(worst)}: {difference}."
    return f"{_sentence(difference, name)}."


def _with_values_that_are_right(verdict: Verdict, value: Any, expectation: Expectation) -> Verdict:
    """The verdict, with a remark if the answer holds the right numbers in another arrangement."""
    if verdict.status != "failed" or not isinstance(expectation, Exactly) or not isinstance(value, np.ndarray):
        return verdict
    expected = np.asarray(expectation.value) if not isinstance(expectation.value, dict | list | tuple) else None
    if expected is None or value.size != expected.size:
        return verdict
    if expected.dtype.kind not in "biuf" or value.dtype.kind not in "biuf":
        return verdict
    for turned, how in (
        (value, "the values are right, only their arrangement is not"),
        (value.T, "it is the transpose"),
    ):
        flat = turned.ravel()
        if np.isfinite(flat.astype(float)).all() and compare(flat, expected.ravel()).everywhere:
            return Verdict(verdict.status, f"{verdict.message[:-1]}: {how}.", verdict.redacted)
    return verdict
