"""Checks put to a submission: their questions asked, their answers judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.assignment import Exercise
from autograder.authoring import Answer, Case, Check
from autograder.grading.questions import PUBLIC_SEED, Drawn, Question, draw
from autograder.grading.sitting import Call, Outcome, Sitting
from autograder.judging.judge import as_expected, judge, judge_across, judge_properties
from autograder.judging.verdict import PASSED, Verdict, in_words
from autograder.judging.words import number

LONGEST_CALL = 160  # characters


def put(sitting: Sitting, exercises: Mapping[Check, Exercise], drawn: Sequence[Drawn]) -> dict[Check, Verdict]:
    """Ask all questions of these checks, one after another, and judge each check."""
    calls = [
        Call(exercises[each.check], each.check.name, question.case) for each in drawn for question in each.questions
    ]
    outcomes = sitting.ask(calls)
    return {each.check: verdict_on(each, [next(outcomes) for _ in each.questions]) for each in drawn}


def put_from_own_answers(sitting: Sitting, exercise: Exercise, check: Check, others: Mapping[str, Exercise]) -> Verdict:
    """Put a check whose cases are made from the student's own answers to other exercises, which are right so far."""
    try:
        drawn = draw(check, PUBLIC_SEED, {}, {name: _own(sitting, others[name]) for name in check.needs})
    except Exception:  # the student's answers may be anything, and the author's code computes with them
        return waits_for(" and ".join(check.needs))
    verdict = put(sitting, {check: exercise}, [drawn])[check]
    return verdict if verdict.passed else verdict.after(f"Compared with your own {' and '.join(check.needs)}:")


def waits_for(names: str) -> Verdict:
    """The verdict on a check that cannot be put yet."""
    return in_words("error", f"This check starts from your own {names}. Put that right first.")


def verdict_on(drawn: Drawn, outcomes: Sequence[Outcome]) -> Verdict:
    """The verdict on a check: that of the first case that is not right, else of what must hold across all."""
    answers, note = [], PASSED
    for question, outcome in zip(drawn.questions, outcomes, strict=True):
        if isinstance(outcome, Verdict):
            return outcome
        verdict = _judge(question, outcome)
        if not verdict.passed:
            return _with_call(verdict, drawn.check, question.case)
        note = verdict if verdict.message else note
        if drawn.across:
            answers.append(as_expected(outcome, question.like))
    for across in drawn.across:
        verdict = judge_across(answers, across)
        if not verdict.passed:
            return verdict
    return note


def _judge(question: Question, answer: Answer) -> Verdict:
    verdict = judge(answer, question.expectation, rtol=question.case.rtol)
    if not verdict.passed or not question.case.properties:
        return verdict
    held = judge_properties(as_expected(answer, question.like), question.case.properties)
    return verdict if held.passed else held


def _with_call(verdict: Verdict, check: Check, case: Case) -> Verdict:
    """The verdict, led in by the call as a student would write it; a long one tells large arrays by their shapes."""
    call = _call(check.exercise, case, most=12)
    return verdict.after(call if len(call) <= LONGEST_CALL else _call(check.exercise, case, most=2))


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


def _own(sitting: Sitting, exercise: Exercise) -> Callable[..., Any]:
    """The student's function, as one that can be called from here; it raises where there is no answer."""

    def call(*arguments: Any) -> Any:
        case = Case(**{f"argument {place}": value for place, value in enumerate(arguments)})
        outcome = next(sitting.ask([Call(exercise, "on the way", case)]))
        if isinstance(outcome, Verdict):
            raise ValueError(outcome.message)
        return with_arrays(outcome.value)

    return call


def with_arrays(value: Any) -> Any:
    """An answer with its lists of numbers made arrays, as what it is handed to expects them."""
    if isinstance(value, tuple):
        return tuple(map(with_arrays, value))
    if isinstance(value, list) and not any(isinstance(item, np.ndarray) for item in value):
        return np.array(value)
    return value
