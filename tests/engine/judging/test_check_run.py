"""A check's run: every case is judged, once, and what came back stays at hand."""

import numpy as np

from autograder.authoring import AcrossCases, Answer, Case, check
from autograder.judging.check_run import judge_case, judge_check
from autograder.judging.expected import instantiate
from autograder.judging.verdict import same_for_all
from autograder.sandbox.guest.wire import pack


def run_of(outcomes, *, holds=None, across=None):
    """The run of a check that asks to double 1, 2 and 3."""

    @check("double", points=1)
    def doubles():
        """Doubles"""
        for n in (1.0, 2.0, 3.0):
            case = Case(n=n).gives(2 * n)
            yield case.satisfies(holds) if holds else case
        if across:
            yield AcrossCases(across)

    instance = instantiate(doubles, 0, {})
    cases = [judge_case(question, outcome) for question, outcome in zip(instance.cases, outcomes, strict=True)]
    return judge_check(instance, cases)


def answers(*values):
    return [Answer(np.float64(value)) for value in values]


def test_the_first_wrong_case_makes_the_verdict_and_every_outcome_is_kept():
    given = answers(2, 5, 7)
    run = run_of(given)
    assert run.verdict.status == "failed"
    assert "double(n=2.)" in run.verdict.message
    assert [case.wrong for case in run.cases] == ["", "value", "value"]
    assert [case.outcome for case in run.cases] == given


def test_each_answer_is_judged_once():
    seen = []

    def looked_at(answer):
        seen.append(float(answer.value))

    run = run_of(answers(2, 4, 6), holds=looked_at)
    assert run.verdict.passed
    assert seen == [2, 4, 6]


def test_what_must_hold_across_is_asked_where_each_answer_is_right_alone():
    seen = []

    def together(values):
        seen.append(len(values))
        return "They do not fit together."

    assert run_of(answers(2, 4, 6), across=together).verdict.message == "They do not fit together."
    assert run_of(answers(2, 4, 5), across=together).across.passed
    assert seen == [3]


def test_no_answer_is_told_without_the_call():
    ended = same_for_all("crashed", "double ended its process instead of answering.")
    run = run_of([ended, *answers(4, 6)])
    assert run.verdict == ended
    assert run.cases[0].value is None


def test_the_call_that_is_shown_can_be_pasted():
    """And is the same call, down to whether arrays hold whole numbers."""

    @check("f", points=1, visibility="visible")
    def one():
        """One"""
        yield Case(
            X=[[1.0, -2.0]], n=3, step=2.0, tiny=1e-9, lists=[np.array([1, 2]), np.array([0.5, 1.0])], on=[True, False]
        ).gives([[0.0]])

    instance = instantiate(one, 0, {})
    run = judge_check(instance, [judge_case(instance.cases[0], Answer(np.array([[1.0]])))])
    (call,) = (line for line in run.verdict.message.splitlines() if line.startswith("f("))
    pasted = eval(call, {"np": np, "f": dict})
    given = instance.cases[0].case.arguments
    assert pack(list(pasted.values())) == pack(list(given.values()))
