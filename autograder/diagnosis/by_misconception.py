"""Names a mistake by the misconception that gives the same answers in all cases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.authoring.expectation import AnyOf, Between, Shaped
from autograder.diagnosis.candidate import Candidate, CandidateAnswer
from autograder.diagnosis.evidence import Evidence, numbers, off_the_kink, same, tolerance
from autograder.judging.answer_structure import bounds
from autograder.judging.check_run import CaseResult, CheckRun

LUCKY = {"", "value"}  # if several answers are right, a wrong function may give one of them by chance
WRONG_AT_ALL = {"value", "property"}


def explaining(evidence: Evidence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that agree with all of the evidence, one for each name.

    If none agrees in all results, candidates count that agree in each result that is wrong somewhere: a student who
    averages only the weights' gradient has the same misconception as one who also averages the biases'.
    """
    runs = sorted((run for run in evidence.runs if run.cases), key=_what_tells_most_comes_first)
    found = [each for each in candidates if _explains(each, runs, bool(evidence.right), frozenset())]
    if not found and evidence.wrong_results:
        found = [each for each in candidates if _explains(each, runs, bool(evidence.right), evidence.wrong_results)]
    return list({each.name: each for each in found}.values())


def _explains(candidate: Candidate, runs: Sequence[CheckRun], any_right: bool, results: frozenset[str]) -> bool:
    """Whether a candidate agrees in all cases, with an answer in at least one of them."""
    telling = False
    for run in runs:
        for place, case in enumerate(run.cases):
            theirs = candidate.answer(run.instance, place)
            if not (_agree_in(results, case, theirs) if results else _agree(case, theirs)):
                return False
            telling = telling or case.wrong in WRONG_AT_ALL
        if not (results or _agree_across(run, candidate)):
            return False
        telling = telling or not run.across.passed
    return telling or any_right


def _what_tells_most_comes_first(run: CheckRun) -> tuple[bool, bool, bool]:
    """A sort key: runs with single right answers, with wrong answers, and of public checks come first.

    Where several answers are right, it takes more calls to compare; and a candidate's answers to public checks, which
    have the same inputs for all, have mostly been computed for an earlier submission.
    """
    several = any(isinstance(case.expected.expectation, AnyOf | Shaped) for case in run.cases)
    return several, not any(case.wrong for case in run.cases), not run.check.is_public


def _agree(case: CaseResult, theirs: CandidateAnswer) -> bool:
    """Whether two outcomes of one case are alike."""
    if "none" in (case.wrong, theirs.wrong):
        return case.wrong == theirs.wrong
    if isinstance(case.expected.expectation, Between):
        return theirs.value.same(case, _where_they_must_agree(case))
    one_of_several = isinstance(case.expected.expectation, AnyOf)
    if case.wrong != theirs.wrong:
        by_luck = one_of_several and {case.wrong, theirs.wrong} <= LUCKY and theirs.by_chance
        if not by_luck:
            return False
    elif not case.wrong and not one_of_several and not isinstance(case.expected.expectation, Shaped):
        return True
    if theirs.value.same(case):
        return True
    if not theirs.by_chance:
        return False
    if one_of_several and theirs.possible:
        return any(possible.same(case) for possible in theirs.possible)
    return theirs.value.of_one_distribution(case)


def _agree_in(results: frozenset[str], case: CaseResult, theirs: CandidateAnswer) -> bool:
    """Whether these results of two outcomes are alike, whatever the others are."""
    if "none" in (case.wrong, theirs.wrong):
        return case.wrong == theirs.wrong
    return case.results is not None and case.expected.results is not None and theirs.value.same_in(case, results)


def _where_they_must_agree(case: CaseResult) -> np.ndarray | None:
    """The places where two answers must agree; None for all of them.

    At a kink, where a range is right, conventions may differ, so these places do not count; but if an answer is wrong
    only there, only these places count.
    """
    firm, ours = off_the_kink(case.expected), numbers(case.value)
    if firm is None or ours is None or ours.shape != firm.shape:
        return None
    _, high = bounds(case.expected.expectation)
    at_kink_alone = same(ours[firm], np.asarray(high)[firm], tolerance(case)) and bool(case.wrong)
    return None if at_kink_alone else firm


def _agree_across(run: CheckRun, candidate: Candidate) -> bool:
    """Whether the relations between the answers violate the check in the same way."""
    return any(case.wrong for case in run.cases) or candidate.agrees_across(run.instance, run.across.redacted)
