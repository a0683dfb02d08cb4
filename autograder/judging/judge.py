"""The verdict on one answer: what was expected, against what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.authoring.case import AcrossCases, Answer, Observed, Property
from autograder.authoring.expectation import AnyOf, Exactly, Expectation, Shaped
from autograder.judging.coerce import WHOLE, StructureMismatch, coerce_like, leaves, unusual_form
from autograder.judging.compare import FLOAT64, Agreement, compare
from autograder.judging.expected import bounds
from autograder.judging.verdict import PASSED, Verdict, same_for_all
from autograder.text.phrasing import listed, number, place, ratio, side_by_side

MOST_RESULTS_NAMED = 4
# A hidden check may say these: there are too few of them to carry a hidden input out.
PLAIN_RATIOS = {
    -1.0: "All signs are the other way round.",
    2.0: "What came back is twice what was asked for.",
    0.5: "What came back is half of what was asked for.",
    -2.0: "What came back is -2 times what was asked for.",
    -0.5: "What came back is -1/2 times what was asked for.",
}
Comparison = Callable[[np.ndarray, np.ndarray, np.ndarray], Agreement]
Compared = tuple[str, np.ndarray, np.ndarray, np.ndarray, Agreement]
"""A result by its name: what came back, the least and the most that was asked for, and where they agree."""

SINGLE_PRECISION = "Right. It was computed in float32; NumPy's usual float64 would keep twice the digits."


def judge(answer: Answer, expectation: Expectation, *, rtol: float | None = None) -> Verdict:
    """The verdict on the value of an answer.

    Parameters
    ----------
    answer : Answer
        As it came over the wire: nothing about its value is trusted.
    expectation : Exactly, Between, AnyOf or Shaped
        Resolved: what the reference answers has been asked already.
    rtol : float, optional
        Another tolerance than `compare`'s own.
    """
    tolerance = FLOAT64 if rtol is None else rtol
    compared = partial(compare, rtol=tolerance, single_precision=answer.single_precision)
    with np.errstate(all="ignore"):  # a student's numbers may be so large that their difference overflows
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
    """The verdict on what must hold besides the value, for an answer in the expected structure."""
    for holds in properties:
        if seen := holds(answer):
            return _failed(seen)
    return PASSED


def judge_across(answers: Sequence[Answer], across: AcrossCases) -> Verdict:
    """The verdict on what must hold across the answers of a check, each in its expected structure."""
    seen = across.holds(answers)
    return same_for_all("failed", seen) if seen else PASSED


def _failed(seen: str | Observed) -> Verdict:
    return (
        Verdict("failed", seen.message, seen.redacted) if isinstance(seen, Observed) else same_for_all("failed", seen)
    )


def as_expected(answer: Answer, like: Any) -> Answer:
    """The answer with its value in the structure of what was expected."""
    return replace(answer, value=coerce_like(answer.value, like))


def _any_of(value: Any, allowed: Sequence[Any], compared: Comparison) -> Verdict:
    verdicts = [_between(coerce_like(value, each), each, each, compared) for each in allowed]
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
    lead = _which(wrong[0][0], [name for name, *_ in wrong], [name for name, *_ in agreements])
    name, array, below, above, agreement = wrong[0]
    asked, several = _nearest(array, below, above), name if len(wrong) > 1 else ""
    pattern = _of_all(wrong, _pattern)
    shown = [
        f"{lead} {pattern or _of_all(wrong, _extent)}".strip(),
        side_by_side(array, asked, several),
        _largest(array, asked, agreement, several),
    ]
    return Verdict("failed", "\n".join(filter(None, shown)), f"{lead} {pattern}".strip())


def _nearest(array: np.ndarray, below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """What was asked for, as near to the answer as it may be."""
    return np.asarray(np.clip(array, np.minimum(below, above), np.maximum(below, above)))


def _of_all(wrong: Sequence[Compared], say: Callable[[np.ndarray, np.ndarray, Agreement], str]) -> str:
    """What can be said of all wrong results alike; else of the first, by its name."""
    said = [say(array, _nearest(array, below, above), agreement) for _, array, below, above, agreement in wrong]
    return said[0] if len(set(said)) == 1 else _about(wrong[0][0], said[0])


def _about(name: str, sentence: str) -> str:
    """A sentence, said of one result by its name, if there is one."""
    return f"In {name}, {sentence[0].lower()}{sentence[1:]}" if name and sentence else sentence


def _which(first: str, wrong: list[str], all_names: list[str]) -> str:
    if first == WHOLE:
        return "The values are not those asked for."
    right = [name for name in all_names if name not in wrong]
    others = f"; {_named(right)} {'is' if len(right) == 1 else 'are'} right" if right else ""
    return f"{_named(wrong)} {'is' if len(wrong) == 1 else 'are'} not what was asked for{others}."


def _named(names: list[str]) -> str:
    return listed(names, most=None if len(names) <= MOST_RESULTS_NAMED else MOST_RESULTS_NAMED - 1)


def _pattern(array: np.ndarray, asked: np.ndarray, agreement: Agreement) -> str:
    """What can be said without a number of the student's choice: a plain ratio, or where the differences lie."""
    if told := _dtype(array, asked) or PLAIN_RATIOS.get(ratio(array, asked) or 0.0):
        return told
    wrong = ~agreement.agree
    if wrong.all() or array.ndim == 0:
        return ""
    if not asked[wrong].any() and asked.any():
        return "They differ only where 0 is asked for."
    return "They differ only where 0 came back." if not array[wrong].any() else ""


def _dtype(array: np.ndarray, asked: np.ndarray) -> str:
    """What the dtype has to do with it, if anything."""
    if array.dtype.kind == "b" and not np.isin(asked, (0, 1)).all():
        return "What came back holds True and False, not numbers."
    if array.dtype.kind in "iu" and (asked != np.round(asked)).any():
        return f"What came back holds integers ({array.dtype}): were fractions cut off?"
    if array.dtype == np.float16:
        return "What came back holds float16, which keeps three digits."
    return ""


def _extent(array: np.ndarray, asked: np.ndarray, agreement: Agreement) -> str:
    """How far the differences reach, with numbers."""
    if np.count_nonzero(asked) > 1 and (times := ratio(array, asked)):  # of a single number there always is one
        return f"What came back is {number(times)} times what was asked for."
    wrong = int((~agreement.agree).sum())
    return f"They differ in {wrong} of {array.size} numbers." if 1 < array.size != wrong else ""


def _largest(array: np.ndarray, asked: np.ndarray, agreement: Agreement, name: str) -> str:
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(agreement.excess), array.shape))
    difference = f"yours {number(array[worst])}, asked for {number(asked[worst])}"
    inside = f" in {name}" if name else ""
    if worst:
        return f"The largest difference{inside} is{place(worst)}: {difference}."
    return f"{_about(name, difference) if name else difference.capitalize()}."


def _with_values_that_are_right(verdict: Verdict, value: Any, expectation: Expectation) -> Verdict:
    """Say so where only the arrangement of the numbers is wrong."""
    if verdict.status != "failed" or not isinstance(expectation, Exactly) or not isinstance(value, np.ndarray):
        return verdict
    asked = np.asarray(expectation.value) if not isinstance(expectation.value, dict | list | tuple) else None
    if asked is None or asked.dtype.kind not in "biuf" or value.size != asked.size or value.dtype.kind not in "biuf":
        return verdict
    for turned, how in (
        (value, "the values are right, only their arrangement is not"),
        (value.T, "it is the transpose"),
    ):
        flat = turned.ravel()
        if np.isfinite(flat.astype(float)).all() and compare(flat, asked.ravel()).everywhere:
            return Verdict(verdict.status, f"{verdict.message[:-1]}: {how}.", verdict.redacted)
    return verdict
