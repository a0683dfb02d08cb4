"""From the outcomes of a check's questions to the verdict on the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case, Check, Cost
from autograder.judging.expected import CheckInstance, ExpectedCase
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
class Answered:
    """A check that was put: what was asked, what came back, and what that is worth."""

    drawn: CheckInstance
    outcomes: tuple[Outcome, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Judged:
    """What was found out about one outcome.

    Attributes
    ----------
    verdict : Verdict
        On this case alone.
    wrong : str
        What is wrong: ``value``, ``property``, ``none`` where nothing came back; empty where nothing is wrong.
    """

    verdict: Verdict
    wrong: str = ""


def judge_case(question: ExpectedCase, outcome: Outcome) -> Judged:
    """Judge one outcome: its value first, then what must hold besides."""
    if isinstance(outcome, Verdict):
        return Judged(outcome, "none")
    verdict = judge(outcome, question.expectation, rtol=question.case.rtol)
    if not verdict.passed:
        return Judged(verdict, "value")
    if question.case.properties:
        held = judge_properties(as_expected(outcome, question.template), question.case.properties)
        if not held.passed:
            return Judged(held, "property")
    return Judged(verdict)


def verdict_on(drawn: CheckInstance, outcomes: Sequence[Outcome]) -> Verdict:
    """The verdict on a check: that of the first case that is not right, else of what must hold across all."""
    note = PASSED
    for question, outcome in zip(drawn.questions, outcomes, strict=True):
        judged = judge_case(question, outcome)
        if judged.wrong == "none":
            return judged.verdict
        if judged.wrong:
            return _with_call(judged.verdict, drawn.check, question.case)
        note = judged.verdict if judged.verdict.message else note
    across = verdict_across(drawn, outcomes)
    return note if across.passed else across


def verdict_across(drawn: CheckInstance, outcomes: Sequence[Outcome]) -> Verdict:
    """The verdict on what must hold across the answers, where each of them is right by itself."""
    if not drawn.across:
        return PASSED
    answers = [
        as_expected(outcome, question.template)
        for question, outcome in zip(drawn.questions, outcomes, strict=True)
        if isinstance(outcome, Answer)
    ]
    verdicts = (judge_across(answers, across) for across in drawn.across)
    return next((verdict for verdict in verdicts if not verdict.passed), PASSED)


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
