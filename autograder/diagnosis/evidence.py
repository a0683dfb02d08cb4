"""What is known of a wrong function: every case that it was asked, what came back, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case
from autograder.authoring.expectation import Exactly
from autograder.judging.check_run import Answered, Judged, Outcome, judge_case, verdict_across
from autograder.judging.coerce import WHOLE
from autograder.judging.compare import FLOAT64
from autograder.judging.expected import CheckInstance, ExpectedCase
from autograder.judging.verdict import PASSED, Verdict

SLACK = 10  # times the tolerance of a judgement: two wrong answers may both have been rounded

Ask = Callable[[Sequence[Case]], "list[Outcome]"]
"""Puts calls to the same function in a process where nothing has been asked before."""


@dataclass(frozen=True)
class Seen:
    """One case, and what came of it."""

    question: ExpectedCase
    outcome: Outcome
    judged: Judged

    @property
    def rtol(self) -> float:
        """Relative difference within which two wrong answers to this case are the same one."""
        return SLACK * (self.question.case.rtol or FLOAT64)

    @property
    def value(self) -> Any:
        """What came back; None where nothing did."""
        return self.outcome.value if isinstance(self.outcome, Answer) else None

    @property
    def expected(self) -> dict[str, Any] | None:
        """What was asked for, result by result; None where more than one answer is right."""
        expectation = self.question.expectation
        if not isinstance(expectation, Exactly):
            return None
        return expectation.value if isinstance(expectation.value, dict) else {WHOLE: expectation.value}

    @property
    def results(self) -> dict[str, Any] | None:
        """What came back, result by result; None where it does not come in so many."""
        return by_result(self.value, self.question.template)


@dataclass(frozen=True)
class Asked:
    """A check, case by case.

    Attributes
    ----------
    across : Verdict
        On all answers together, where each of them is right by itself; else passed: there is nothing to say of them.
    """

    drawn: CheckInstance
    seen: tuple[Seen, ...]
    across: Verdict


@dataclass(frozen=True)
class Evidence:
    """All that a function was asked.

    Attributes
    ----------
    exercise : str
        The function.
    asked : tuple of Asked
        Its checks.
    ask : callable, optional
        Asks more, for an experiment.
    """

    exercise: str
    asked: tuple[Asked, ...]
    ask: Ask | None = None

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        return tuple(seen for asked in self.asked for seen in asked.seen)

    @cached_property
    def wrong(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.seen if seen.judged.wrong)

    @cached_property
    def right(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.seen if not seen.judged.wrong)

    @cached_property
    def wrong_results(self) -> frozenset[str]:
        """The results that are wrong somewhere; none where that cannot be told result by result."""
        names: set[str] = set()
        for seen in self.wrong:
            results, expected = seen.results, seen.expected
            if results is None or expected is None or len(expected) < 2:
                return frozenset()
            names |= {name for name in expected if not same(results[name], expected[name], seen.rtol)}
        return frozenset(names)


def evidence_of(exercise: str, answered: Sequence[Answered], ask: Ask | None = None) -> Evidence:
    """The evidence that lies in the answers to some checks."""
    return Evidence(exercise, tuple(map(asked_of, answered)), ask)


def evidence_from(exercise: str, asked: Sequence[Asked]) -> Evidence:
    """The evidence that lies in checks which are judged already."""
    return Evidence(exercise, tuple(asked))


def asked_of(answered: Answered) -> Asked:
    """A check that was put, case by case."""
    pairs = zip(answered.drawn.questions, answered.outcomes, strict=True)
    seen = tuple(Seen(question, outcome, judge_case(question, outcome)) for question, outcome in pairs)
    judged_apart = any(each.judged.wrong for each in seen)
    across = PASSED if judged_apart else verdict_across(answered.drawn, answered.outcomes)
    return Asked(answered.drawn, seen, across)


def by_result(value: Any, like: Any) -> dict[str, Any] | None:
    """A value by the names of the results that were asked for; None where it does not consist of so many parts."""
    if not isinstance(like, dict):
        return {WHOLE: value}
    if not isinstance(value, list | tuple | np.ndarray) or np.ndim(value if isinstance(value, np.ndarray) else 1) > 9:
        return None
    parts = list(value) if not isinstance(value, np.ndarray) or value.ndim else []
    return dict(zip(like, parts, strict=True)) if len(parts) == len(like) else None


def same(one: Any, other: Any, rtol: float) -> bool:
    """Whether two answers of any form are the same numbers in the same shapes."""
    if one is None or other is None:
        return one is other
    first, second = numbers(one), numbers(other)
    if first is not None and second is not None:
        return first.shape == second.shape and _close(first, second, rtol)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return all(same(a, b, rtol) for a, b in zip(one, other, strict=True))
    return False


def numbers(value: Any) -> np.ndarray | None:
    """A value as an array of floats; None if it is none."""
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) and item.ndim for item in _flat(value)):
        return None  # arrays are compared one by one: together they may have no shape
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (ValueError, TypeError, OverflowError):
        return None


def _flat(value: Any) -> Iterator[Any]:
    for item in value:
        yield from _flat(item) if isinstance(item, list | tuple) else (item,)


def _close(one: np.ndarray, other: np.ndarray, rtol: float) -> bool:
    finite = np.isfinite(other)
    if not np.array_equal(np.isfinite(one), finite):
        return False
    scale = np.abs(other[finite]).max(initial=0.0)
    return bool((np.abs(one[finite] - other[finite]) <= rtol * scale).all())
