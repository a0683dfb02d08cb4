"""Mistakes that show between calls: state that a function keeps, and the source of its random numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from autograder.authoring import Answer
from autograder.authoring.case import Property
from autograder.authoring.properties import draws
from autograder.diagnosis.evidence import Evidence, same
from autograder.judging.check_run import CaseResult, judge_case
from autograder.judging.judge import as_expected
from autograder.sandbox.guest.wire import pack

MOST_EXPERIMENTS = 3  # calls that are repeated, each in a new process


def carried_over(evidence: Evidence) -> bool:
    """Right at first, then wrong after other calls, and right as the first call of a process."""
    if evidence.rerun is None:
        return False
    if not evidence.wrong:
        pairs = [pair for pair in _pairs(evidence, alike=False) if _came_out_alike(pair)]
        return bool(pairs) and _differ_anew(evidence, pairs[0])
    if evidence.from_the_start and evidence.cases[0].wrong:
        return False  # without an experiment, which takes a process
    tried = evidence.wrong[:MOST_EXPERIMENTS]
    return all(
        not judge_case(case.expected, outcome).wrong
        for case in tried
        for outcome in evidence.rerun([case.expected.case])
    )


def globally_random(evidence: Evidence) -> bool:
    """Equal arguments, generators included, lead to different answers, each of them right by itself."""
    return _right_but_for_generators(evidence) and any(
        not same(one.value, other.value, 1e-12) for one, other in _pairs(evidence, alike=True)
    )


def seeded_within(evidence: Evidence) -> bool:
    """All generators lead to the same answer, which a check has found to be wrong."""
    pairs = [pair for pair in _pairs(evidence, alike=False) if not pair[0].expected.results]
    alike = bool(pairs) and all(map(_came_out_alike, pairs))
    return _right_but_for_generators(evidence) and alike and not _differ_anew(evidence, pairs[0])


def _right_but_for_generators(evidence: Evidence) -> bool:
    """Whether no single answer is wrong, except that nothing was drawn from the generator."""
    return all(case.wrong == "property" and _failing(case) == [draws] for case in evidence.wrong)


def _failing(case: CaseResult) -> list[Property]:
    assert isinstance(case.outcome, Answer)
    answer = as_expected(case.outcome, case.expected.template)
    return [holds for holds in case.expected.case.properties if holds(answer)]


def _came_out_alike(pair: tuple[CaseResult, CaseResult]) -> bool:
    return same(pair[0].value, pair[1].value, 1e-12)


def _differ_anew(evidence: Evidence, pair: tuple[CaseResult, CaseResult]) -> bool:
    """Whether two cases lead to different answers, each as the first call of a process."""
    if evidence.rerun is None:
        return False
    first, second = (outcome for case in pair for outcome in evidence.rerun([case.expected.case]))
    if not isinstance(first, Answer) or not isinstance(second, Answer):
        return False
    return not same(first.value, second.value, 1e-12)


def _pairs(evidence: Evidence, *, alike: bool) -> Iterator[tuple[CaseResult, CaseResult]]:
    """Pairs of cases that differ at most in their generators: in equal states if `alike`, else in different ones."""
    for run in evidence.runs:
        for one, other in combinations(run.cases, 2):
            first, second = one.expected.arguments, other.expected.arguments
            if not any(isinstance(value, np.random.Generator) for value in first):
                continue
            if _without_generators(first) == _without_generators(second) and (pack(first) == pack(second)) == alike:
                yield one, other


def _without_generators(arguments: list[Any]) -> bytes:
    return pack([None if isinstance(value, np.random.Generator) else value for value in arguments])
