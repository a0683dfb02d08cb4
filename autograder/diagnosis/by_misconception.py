"""Naming a mistake by the misconception that would have answered the same, everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, Shaped
from autograder.diagnosis.candidates import Candidate, CandidateAnswer
from autograder.diagnosis.evidence import Evidence, numbers, rtol_of, same
from autograder.judging.check_run import CaseResult, CheckRun
from autograder.judging.expected import by_result
from autograder.judging.verdict import Verdict

ONE_SAMPLE = 1e-4  # the chance that two samples of one distribution are taken for samples of two
DEVIATIONS = 6  # standard ones, between the logarithms of two mean squares
LUCK = {"", "value"}  # of several right answers, a wrong function may hit upon one
WRONG_AT_ALL = {"value", "property"}


def explaining(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that agree with everything that is known, one for each name.

    First those that agree in all results; where there are none, those that agree in every result that is wrong
    somewhere: whoever averages the weights' gradient only has the same misconception as who averages the biases' too.
    """
    found = [each for each in candidates if _explains(each, evidence, frozenset())]
    if not found and evidence.wrong_results:
        found = [each for each in candidates if _explains(each, evidence, evidence.wrong_results)]
    return list({each.name: each for each in found}.values())


def _explains(candidate: Candidate, evidence: Evidence, results: frozenset[str]) -> bool:
    """Whether a candidate agrees in all cases and, in at least one of them, in more than that nothing came back."""
    telling = False
    for run in sorted(evidence.runs, key=_what_tells_most_comes_first):
        for place, case in enumerate(run.cases):
            theirs = candidate.theirs(run.instance, place)
            if not (_agree_in(results, case, theirs) if results else _agree(case, theirs)):
                return False
            telling = telling or case.wrong in WRONG_AT_ALL
        if not (results or _agree_across(run, candidate)):
            return False
        telling = telling or not run.across.passed
    return telling or bool(evidence.right)


def _what_tells_most_comes_first(run: CheckRun) -> tuple[bool, bool]:
    """Wrong answers, and those of which there is one right one: the others take the most calls to compare."""
    several = any(isinstance(case.expected.expectation, AnyOf | Shaped) for case in run.cases)
    return several, not any(case.wrong for case in run.cases)


def _agree(case: CaseResult, theirs: CandidateAnswer) -> bool:
    """Whether two outcomes of one case are alike."""
    if isinstance(case.outcome, Verdict) or isinstance(theirs.result.outcome, Verdict):
        return isinstance(case.outcome, Verdict) and isinstance(theirs.result.outcome, Verdict)
    if isinstance(case.expected.expectation, Between):
        return _agree_off_the_kink(case, theirs, case.expected.expectation)
    one_of_several = isinstance(case.expected.expectation, AnyOf)
    if case.wrong != theirs.result.wrong:
        by_luck = one_of_several and {case.wrong, theirs.result.wrong} <= LUCK and theirs.by_chance
        if not by_luck:
            return False
    elif not case.wrong and not one_of_several and not isinstance(case.expected.expectation, Shaped):
        return True
    if same(case.value, theirs.result.value, _rtol(case)):
        return True
    if not theirs.by_chance:
        return False
    if one_of_several and theirs.possible:
        return any(same(case.value, possible, _rtol(case)) for possible in theirs.possible)
    return _of_one_distribution(case.value, theirs.result.value)


def _agree_in(results: frozenset[str], case: CaseResult, theirs: CandidateAnswer) -> bool:
    """Whether these results of two outcomes are alike, whatever the others are."""
    if isinstance(case.outcome, Verdict) or isinstance(theirs.result.outcome, Verdict):
        return isinstance(case.outcome, Verdict) and isinstance(theirs.result.outcome, Verdict)
    ours, other, expected = case.results, by_result(theirs.result.value, case.expected.template), case.expected.results
    if ours is None or other is None or expected is None:
        return False
    return all(same(ours[name], other[name], _rtol(case)) for name in results)


def _agree_off_the_kink(case: CaseResult, theirs: CandidateAnswer, allowed: Between) -> bool:
    """Whether two answers agree wherever there is only one right one: at a kink, each may have its own convention."""
    ours, other, low, high = map(numbers, (case.value, theirs.result.value, allowed.low, allowed.high))
    if ours is None or other is None or low is None or high is None or ours.shape != low.shape:
        return same(case.value, theirs.result.value, _rtol(case))
    if other.shape != ours.shape or not np.array_equal(np.isfinite(ours), np.isfinite(other)):
        return False
    firm = np.abs(high - low) <= rtol_of(case) * max(np.abs(low).max(initial=0.0), np.abs(high).max(initial=0.0))
    at_kink_alone = same(ours[firm], low[firm], _rtol(case)) and bool(case.wrong)
    return same(ours, other, _rtol(case)) if at_kink_alone else same(ours[firm], other[firm], _rtol(case))


def _agree_across(run: CheckRun, candidate: Candidate) -> bool:
    """Whether the same is to be said of all answers together."""
    if any(case.wrong for case in run.cases):
        return True
    return _without_numbers(run.across.redacted) == _without_numbers(candidate.across(run.instance).redacted)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d[\d.e+-]*", "#", text)


def _rtol(case: CaseResult) -> float:
    single = getattr(case.outcome, "single_precision", False)
    return max(rtol_of(case), 1e-3) if single else rtol_of(case)


def _of_one_distribution(one: object, other: object) -> bool:
    """Whether two samples may come from one distribution: by their distribution functions, and their spread.

    The distance of the functions is bounded by the inequality of Dvoretzky, Kiefer, Wolfowitz and Massart for each.
    Answers in several arrays are compared array by array.
    """
    first, second = numbers(one), numbers(other)
    if first is None or second is None:
        ours, theirs = _parts(one), _parts(other)
        if ours is None or theirs is None or len(ours) != len(theirs):
            return False
        return all(map(_of_one_distribution, ours, theirs))
    if first.shape != second.shape or not _spread_alike(first, second):
        return False
    a, b = np.sort(first, axis=None), np.sort(second, axis=None)
    at = np.concatenate([a, b])
    distance = np.abs(np.searchsorted(a, at, "right") / a.size - np.searchsorted(b, at, "right") / b.size).max()
    bound = sum(math.sqrt(math.log(2 / ONE_SAMPLE) / (2 * size)) for size in (a.size, b.size))
    return bool(distance <= bound)


def _parts(value: object) -> list[object] | None:
    """What an answer in several arrays is made of."""
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else None


def _spread_alike(*samples: np.ndarray) -> bool:
    """Whether the mean squares of two samples are as near as those of one distribution, by their own fourth moments."""
    squares = [sample * sample for sample in samples]
    means = [float(np.mean(square)) for square in squares]
    if not all(means):
        return not any(means)
    tails = [max(3.0, float(np.mean(square * square)) / mean**2) for square, mean in zip(squares, means, strict=True)]
    deviation = math.sqrt(sum((tail - 1) / sample.size for tail, sample in zip(tails, samples, strict=True)))
    return abs(math.log(means[0] / means[1])) <= DEVIATIONS * deviation
