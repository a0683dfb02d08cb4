"""Candidates that run the misconceptions themselves; each answer is computed once for all submissions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from autograder.authoring import Answer, Misconception
from autograder.authoring.expectation import AnyOf, Shaped
from autograder.diagnosis.evidence import only_where, same, tolerance, without_numbers
from autograder.diagnosis.sample import Samples, of_one_distribution, samples
from autograder.immutable import immutable
from autograder.judging.answer_structure import by_result
from autograder.judging.check_run import CaseResult, CheckRun, judge_all_across, judge_case, judge_check
from autograder.judging.expected import CheckInstance, ExpectedCase
from autograder.judging.trusted_call import PreviousCall, call_trusted
from autograder.judging.verdict import PASSED, Verdict

OTHER_SEEDS = range(6390, 6430)  # of generators other than those of the cases
FEW_SEEDS = OTHER_SEEDS[:6]  # with one of them, a few data points may come in the same order, but hardly with all
MOST_POSSIBLE = len(OTHER_SEEDS) // 4  # so few answers that the seeds are almost certain to produce each of them


@immutable
class LiveValue:
    """A value that a misconception's function returned.

    Attributes
    ----------
    content : any
        The value itself.
    """

    content: Any

    def same(self, case: CaseResult, where: np.ndarray | None = None) -> bool:
        return same(only_where(case.value, where), only_where(self.content, where), tolerance(case))

    def same_in(self, case: CaseResult, results: Collection[str]) -> bool:
        ours, theirs = case.results, by_result(self.content, case.expected.template)
        if ours is None or theirs is None:
            return False
        return all(same(ours[name], theirs[name], tolerance(case)) for name in results)

    def of_one_distribution(self, case: CaseResult) -> bool:
        return of_one_distribution(self.samples, case.value)

    @cached_property
    def samples(self) -> Samples:
        """A summary of the value, by which samples of random numbers are compared."""
        return samples(self.content)


@immutable
class LiveAnswer:
    """A misconception's answer to one case, computed by its function.

    Attributes
    ----------
    function : callable
        The function.
    result : CaseResult
        The result of the case.
    """

    function: Callable[..., Any]
    result: CaseResult

    @property
    def wrong(self) -> str:
        return self.result.wrong

    @cached_property
    def value(self) -> LiveValue:
        return LiveValue(self.result.value)

    @property
    def by_chance(self) -> bool:
        return len(self._different) > 1

    @property
    def possible(self) -> Sequence[LiveValue]:
        return [LiveValue(each) for each in self._different] if len(self._different) <= self._most else ()

    @property
    def _most(self) -> int:
        return MOST_POSSIBLE if isinstance(self.result.expected.expectation, AnyOf) else 1

    @cached_property
    def _different(self) -> Sequence[Any]:
        """The different answers with other generators. The search stops when there are too many to be listed.

        It is rarely needed, since another case has usually ruled out the candidate before.
        """
        expected, different = self.result.expected, [self.result.value]
        if not any(isinstance(value, np.random.Generator) for value in expected.arguments):
            return different
        for seed in self._seeds:
            outcome = call_trusted(self.function, expected, [_otherwise(value, seed) for value in expected.arguments])
            value = outcome.value if isinstance(outcome, Answer) else None
            if not any(same(value, known, 1e-12) for known in different):
                different.append(value)
            if len(different) > self._most:
                break
        return different

    @property
    def _seeds(self) -> Sequence[int]:
        if isinstance(self.result.expected.expectation, AnyOf):
            return OTHER_SEEDS
        return FEW_SEEDS if isinstance(self.result.expected.expectation, Shaped) else FEW_SEEDS[:1]


class LiveCandidate:
    """One form of a misconception, with answers computed by its function."""

    def __init__(self, misconception: Misconception, function: Callable[..., Any]) -> None:
        self.name = misconception.name
        self.hint = misconception.hint
        self._function = function
        # Answers are dropped with their cases: hidden cases belong to a single submission.
        self._answers: WeakKeyDictionary[CheckInstance, dict[int, LiveAnswer]] = WeakKeyDictionary()
        self._across: WeakKeyDictionary[CheckInstance, Verdict] = WeakKeyDictionary()
        self._previous = PreviousCall()
        self._lock = threading.Lock()  # so that no answer is computed twice

    def answer(self, instance: CheckInstance, place: int) -> LiveAnswer:
        """The answer to one case of a check."""
        with self._lock:
            known = self._answers.setdefault(instance, {})
            if place not in known:
                known[place] = self._answer(instance.cases[place])
            return known[place]

    def run(self, instance: CheckInstance) -> CheckRun:
        """The run of a check on the function."""
        return judge_check(instance, self._results(instance))

    def agrees_across(self, instance: CheckInstance, seen: str) -> bool:
        return without_numbers(self.verdict_across(instance).redacted) == without_numbers(seen)

    def verdict_across(self, instance: CheckInstance) -> Verdict:
        """The verdict on the relations between its answers to a check; passed if one is wrong by itself."""
        results = self._results(instance)
        with self._lock:
            if instance not in self._across:
                wrong = any(case.wrong for case in results)
                self._across[instance] = PASSED if wrong else judge_all_across(instance, results)
            return self._across[instance]

    def _results(self, instance: CheckInstance) -> list[CaseResult]:
        return [self.answer(instance, place).result for place in range(len(instance.cases))]

    def _answer(self, expected: ExpectedCase) -> LiveAnswer:
        result = judge_case(expected, call_trusted(self._function, expected, previous=self._previous, count_cost=False))
        if expected.case.counts_cost and result.wrong in ("", "property"):
            result = judge_case(expected, call_trusted(self._function, expected, previous=self._previous))
        return LiveAnswer(self._function, result)


class LiveCandidates:
    """All misconceptions of an assignment, by exercise: prepared when the first mistake in it is to be named."""

    def __init__(self, misconceptions: Sequence[Misconception]) -> None:
        self._misconceptions = misconceptions
        self._of: dict[str, Sequence[LiveCandidate]] = {}
        self._lock = threading.Lock()

    def of(self, exercise: str) -> Sequence[LiveCandidate]:
        with self._lock:
            if exercise not in self._of:
                about = (each for each in self._misconceptions if each.exercise == exercise)
                self._of[exercise] = [LiveCandidate(each, form) for each in about for form in each.forms]
            return self._of[exercise]


def _otherwise(value: Any, seed: int) -> Any:
    """The argument; a generator is replaced by another one."""
    return np.random.default_rng(seed) if isinstance(value, np.random.Generator) else value
