"""The run of a check: what was asked, what came back, and the verdict, made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case, Check, Cost
from autograder.judging.expected import CheckInstance, ExpectedCase, by_result
from autograder.judging.judge import as_expected, judge, judge_across, judge_properties
from autograder.judging.verdict import PASSED, Verdict
from autograder.sandbox.guest.messages import Returned
from autograder.text.phrasing import number

LONGEST_CALL = 160  # characters

Outcome = Answer | Verdict
"""An answer to be judged, or the verdict where there is none."""


def as_answer(returned: Returned, case: Case, *, single_precision: bool = False) -> Answer:
    """What came back from a call, with the arguments by their names.

    Parameters
    ----------
    returned : Returned
        As it was seen beside the call.
    case : Case
        The call.
    single_precision : bool
        Whether the submission computes in float32 somewhere.
    """
    names = list(case.arguments)
    return Answer(
        returned.answer,
        changed=tuple(names[place] for place in returned.changed),
        cost=returned.cost and Cost(*returned.cost),
        single_precision=single_precision,
        shared=tuple(names[place] for place in returned.shared),
        idle=tuple(names[place] for place in returned.idle),
        overwrote=returned.overwrote,
    )


@dataclass(frozen=True)
class CaseResult:
    """One call, and what came of it.

    Attributes
    ----------
    expected : ExpectedCase
        What was asked, and what is right.
    outcome : Answer or Verdict
        What came back.
    verdict : Verdict
        On this case alone.
    wrong : str
        What is wrong: ``value``, ``property``, ``none`` where nothing came back; empty where nothing is wrong.
    """

    expected: ExpectedCase
    outcome: Outcome
    verdict: Verdict
    wrong: str = ""

    @property
    def value(self) -> Any:
        """What came back; None where nothing did."""
        return self.outcome.value if isinstance(self.outcome, Answer) else None

    @property
    def results(self) -> dict[str, Any] | None:
        """What came back, result by result; None where it does not come in so many."""
        return by_result(self.value, self.expected.template)


@dataclass(frozen=True)
class CheckRun:
    """A check that was put: all that is known of it.

    Attributes
    ----------
    instance : CheckInstance
        What was asked.
    cases : tuple of CaseResult
        What came of each call; none where the check was not put, for the reason that the verdict gives.
    across : Verdict
        On all answers together, where each of them is right by itself; else passed: there is nothing to say of them.
    verdict : Verdict
        On the check: that of the first case that is not right, else of what must hold across all.
    given : tuple of str
        Earlier exercises that were answered by the grader.
    """

    instance: CheckInstance
    cases: tuple[CaseResult, ...]
    across: Verdict
    verdict: Verdict
    given: tuple[str, ...] = ()

    @property
    def check(self) -> Check:
        return self.instance.check


def judge_case(expected: ExpectedCase, outcome: Outcome) -> CaseResult:
    """Judge one outcome: its value first, then what must hold besides."""
    if isinstance(outcome, Verdict):
        return CaseResult(expected, outcome, outcome, "none")
    verdict = judge(outcome, expected.expectation, rtol=expected.case.rtol)
    if not verdict.passed:
        return CaseResult(expected, outcome, verdict, "value")
    if expected.case.properties:
        held = judge_properties(as_expected(outcome, expected.template), expected.case.properties)
        if not held.passed:
            return CaseResult(expected, outcome, held, "property")
    return CaseResult(expected, outcome, verdict)


def judge_check(instance: CheckInstance, cases: Sequence[CaseResult]) -> CheckRun:
    """The run of a check whose cases are judged."""
    wrong = next((case for case in cases if case.wrong), None)
    if wrong is None:
        across = judge_all_across(instance, cases)
        note = next((case.verdict for case in reversed(cases) if case.verdict.message), PASSED)
        return CheckRun(instance, tuple(cases), across, note if across.passed else across)
    no_answer = wrong.wrong == "none"
    verdict = wrong.verdict if no_answer else _with_call(wrong.verdict, instance.check, wrong.expected.case)
    return CheckRun(instance, tuple(cases), PASSED, verdict)


def judge_all_across(instance: CheckInstance, cases: Sequence[CaseResult]) -> Verdict:
    """The verdict on what must hold across the answers, where each of them is right by itself."""
    if not instance.across:
        return PASSED
    answers = [as_expected(case.outcome, case.expected.template) for case in cases if isinstance(case.outcome, Answer)]
    verdicts = (judge_across(answers, across) for across in instance.across)
    return next((verdict for verdict in verdicts if not verdict.passed), PASSED)


def skipped(check: Check, verdict: Verdict) -> CheckRun:
    """A check of which nothing was asked, for the reason that `verdict` gives."""
    return CheckRun(CheckInstance(check, (), ()), (), PASSED, verdict)


def _with_call(verdict: Verdict, check: Check, case: Case) -> Verdict:
    """The verdict with the call as a student would write it; a long one tells large arrays by their shapes."""
    call = _call(check.exercise, case, most=12)
    return verdict.with_example(call if len(call) <= LONGEST_CALL else _call(check.exercise, case, most=2))


def _call(function: str, case: Case, *, most: int) -> str:
    return f"{function}({', '.join(f'{name}={_shown(value, most)}' for name, value in case.arguments.items())})"


def _shown(value: Any, most: int) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_shown(item, most) for item in value)}]"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, np.ndarray):
        return _nested(value.tolist()) if value.size <= most else f"<shape {value.shape}>"
    return _nested(value)


def _nested(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    return number(value) if isinstance(value, float) else repr(value)
