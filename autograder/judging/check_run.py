"""The run of a check: its cases, their outcomes, and the verdict, which is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case, Check, Cost
from autograder.immutable import immutable
from autograder.judging.answer_structure import by_result
from autograder.judging.expected import CheckInstance, ExpectedCase
from autograder.judging.judge import as_expected, judge, judge_across, judge_properties
from autograder.judging.measured import MEASURED
from autograder.judging.verdict import PASSED, Verdict
from autograder.sandbox.guest.instrumentation.content import content
from autograder.sandbox.guest.messages import Returned
from autograder.text.phrasing import number

MOST_SHOWN = 12  # numbers of an array in a call
LONGEST_CALL = 240  # characters

Outcome = Answer | Verdict
"""An answer to be judged, or a verdict that says why there is none."""


def as_answer(returned: Returned, case: Case, *, earlier: Sequence[Any] = (), single_precision: bool = False) -> Answer:
    """The answer to a call, and whether the call changed its arguments or the earlier answer.

    Parameters
    ----------
    returned : Returned
        The worker's reply.
    case : Case
        The case.
    earlier : sequence
        The previous answer as it was received, if there is one.
    single_precision : bool
        Whether the function uses float32 anywhere.
    """
    cost = returned.cost and Cost(*returned.cost)
    if returned.after is None:  # nothing else was observed
        return Answer(returned.answer, cost=cost, single_precision=single_precision)
    names, same = list(case.arguments), _unchanged(returned.after, case)
    return Answer(
        returned.answer,
        changed=tuple(name for name in names if name not in same and not _is_generator(case.arguments[name])),
        cost=cost,
        single_precision=single_precision,
        shared=tuple(names[place] for place in returned.shared),
        idle=tuple(name for name in names if name in same and _is_generator(case.arguments[name])),
        overwrote=any(content(each) != returned.earlier for each in earlier),
    )


def _unchanged(after: Sequence[bytes], case: Case) -> set[str]:
    """The arguments whose content is the same after the call."""
    arguments = zip(case.arguments.items(), after, strict=True)
    return {name for (name, value), content_after in arguments if content(value) == content_after}


def _is_generator(value: Any) -> bool:
    return isinstance(value, np.random.Generator)


@immutable
class CaseResult:
    """One call, its outcome and the verdict on it.

    Attributes
    ----------
    expected : ExpectedCase
        The call, and what is expected of the answer.
    outcome : Answer or Verdict
        The answer, or why there is none.
    verdict : Verdict
        The verdict on this case alone.
    wrong : str
        What is wrong: ``value``, ``property``, or ``none`` if there is no answer; empty if nothing is wrong.
    """

    expected: ExpectedCase
    outcome: Outcome
    verdict: Verdict
    wrong: str = ""

    @property
    def value(self) -> Any:
        """The value of the answer; None if there is none."""
        return self.outcome.value if isinstance(self.outcome, Answer) else None

    @property
    def results(self) -> dict[str, Any] | None:
        """The value split into the named results; None if it does not have as many parts."""
        return by_result(self.value, self.expected.template)


@immutable
class CheckRun:
    """The run of a check, with all that is known of it.

    Attributes
    ----------
    instance : CheckInstance
        The check with its inputs and expected answers.
    cases : tuple of CaseResult
        The result of each call; empty if the check was skipped for the reason in the verdict.
    across : Verdict
        The verdict on relations between the answers. It is `PASSED` if any of them is wrong by itself.
    verdict : Verdict
        The verdict on the check: that of the first wrong case, else `across`.
    given : tuple of str
        Earlier exercises that the grader answered in the place of the submission.
    """

    instance: CheckInstance
    cases: tuple[CaseResult, ...]
    across: Verdict
    verdict: Verdict
    given: tuple[str, ...] = ()

    @property
    def check(self) -> Check:
        return self.instance.check

    @property
    def is_measured(self) -> bool:
        """Whether it shows that a gradient is measured instead of derived."""
        return any(case.verdict == MEASURED for case in self.cases)


def judge_case(expected: ExpectedCase, outcome: Outcome) -> CaseResult:
    """Judge one outcome: its value first, then its properties."""
    if isinstance(outcome, Verdict):
        return CaseResult(expected, outcome, outcome, "none")
    single = expected.single_rtol if outcome.single_precision else 0.0
    if single == np.inf:  # float32 cannot hold the numbers, so this case tells nothing about code that uses it
        return CaseResult(expected, outcome, PASSED)
    verdict = judge(outcome, expected.expectation, rtol=expected.case.rtol, single_rtol=single)
    if not verdict.passed:
        return CaseResult(expected, outcome, verdict, "value")
    if expected.case.properties:
        held = judge_properties(as_expected(outcome, expected.template), expected.case.properties)
        if not held.passed:
            return CaseResult(expected, outcome, held, "property")
    return CaseResult(expected, outcome, verdict)


def judge_check(instance: CheckInstance, cases: Sequence[CaseResult]) -> CheckRun:
    """The run of a check, from the results of its cases."""
    wrong = next((case for case in cases if case.wrong), None)
    if wrong is None:
        across = judge_all_across(instance, cases)
        note = next((case.verdict for case in reversed(cases) if case.verdict.message), PASSED)
        return CheckRun(instance, tuple(cases), across, note if across.passed else across)
    no_answer = wrong.wrong == "none"
    verdict = wrong.verdict if no_answer else _with_call(wrong.verdict, instance.check, wrong.expected.case)
    return CheckRun(instance, tuple(cases), PASSED, verdict)


def judge_all_across(instance: CheckInstance, cases: Sequence[CaseResult]) -> Verdict:
    """The verdict on the relations between the answers, each of which is right by itself."""
    if not instance.across:
        return PASSED
    answers = [as_expected(case.outcome, case.expected.template) for case in cases if isinstance(case.outcome, Answer)]
    verdicts = (judge_across(answers, across) for across in instance.across)
    return next((verdict for verdict in verdicts if not verdict.passed), PASSED)


def skipped(check: Check, verdict: Verdict) -> CheckRun:
    """The run of a check that made no call, for the reason in `verdict`."""
    return CheckRun(CheckInstance(check, (), ()), (), PASSED, verdict)


def _with_call(verdict: Verdict, check: Check, case: Case) -> Verdict:
    """The verdict with the call, which a student can paste."""
    return verdict.with_example(partial(call_as_code, check.exercise, case))


def call_as_code(exercise: str, case: Case) -> str:
    """A call as Python that can be pasted; if it is too long, large arrays are replaced by their shapes."""
    call = _call(exercise, case, most=MOST_SHOWN)
    return call if len(call) <= LONGEST_CALL else _call(exercise, case, most=2)


def _call(function: str, case: Case, *, most: int) -> str:
    return f"{function}({', '.join(f'{name}={_as_code(value, most)}' for name, value in case.arguments.items())})"


def _as_code(value: Any, most: int) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_as_code(item, most) for item in value)}]"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, np.ndarray):
        return f"np.array({_nested(value.tolist())})" if value.size <= most else f"<shape {value.shape}>"
    return _nested(value)


def _nested(value: Any) -> str:
    """Numbers as Python reads them: a float stays one, as in ``[1., 0.5]``."""
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    if not isinstance(value, float):
        return repr(value)
    text = number(value)
    return f"{text}." if text.lstrip("-").isdigit() else text
