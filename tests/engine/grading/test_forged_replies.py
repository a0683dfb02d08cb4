"""Replies of every form: each field of each reply, and of each error in it, holding what it never holds."""

import itertools

import numpy as np
import pytest

from autograder.grading import error_messages as failures
from autograder.grading.imports import LoadedModules
from autograder.grading.reference_proxy import ReferenceProxy
from autograder.judging.answer_digest import answer_digest
from autograder.judging.check_run import as_answer, judge_case
from autograder.judging.expected import instantiate
from autograder.judging.verdict import Verdict
from autograder.sandbox.guest.messages import (
    CallFunction,
    LoadCell,
    Loaded,
    Raised,
    Returned,
    proxy_call_in,
    reply_to,
    to_wire,
)
from autograder.sandbox.guest.wire import Opaque, pack, unpack
from autograder.submissions.submission import python_files

ODD = [
    *(
        None,
        True,
        -1,
        0,
        2**63,
        -(2**63),
        1.5,
        float("nan"),
        float("inf"),
        1e308,
        2 + 3j,
        "",
        "x" * 5_000,
        "\ud800",
        "0",
    ),
    *(
        [],
        [[]],
        [None],
        [{}],
        [[[]], "a"],
        (),
        (1, 2),
        {},
        {"a": {}},
        {1: 2},
        {"steps": []},
        {"steps": 1},
        {"type": {}},
    ),
    *(np.array(0), np.array(2), np.empty(0), np.zeros((0, 3)), np.ones((2, 2)), np.array([True]), np.array([np.nan])),
    *(
        Opaque("set"),
        Opaque("y" * 80),
        [Opaque("dict")],
        [float("nan")],
        [2**60],
        [-1],
        [0, 0, 0],
        ["0"],
        [True, False],
    ),
]
ERROR = {
    "type": "ValueError",
    "message": "m",
    "where": [["means.py", 1, "mean", "text"]],
    "file": "means.py",
    "names": ["mean"],
}
CALLED = {
    "answer": np.ones(3),
    "after": [np.zeros(3, np.uint8)],
    "earlier": np.zeros(3, np.uint8),
    "shared": [0],
    "cost": {"steps": 1, "multiplications": 1},
}
LOADED = {"functions": ["mean"], "errors": [ERROR], "left_out": ["%x"], "stubs": [], "passed_over": []}


def variations(whole):
    """The same message with each field odd, and each value in one; without each field; with all of them odd alike."""
    yield whole
    yield from one_odd(whole)
    for field in whole:
        yield {name: each for name, each in whole.items() if name != field}
    for odd in ODD:
        yield dict.fromkeys(whole, odd)


def one_odd(value):
    """The same value with one value in it odd, at any depth."""
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, item in places:
        for other in itertools.chain(ODD, one_odd(item)):
            copy = value.copy()
            copy[place] = other
            yield copy


def crossed(message):
    """As it comes over the wire, if it can."""
    return unpack(pack(message))


def test_what_a_call_is_said_to_have_led_to_is_judged_whatever_it_is(tiny):
    for check in tiny.checks:
        question = instantiate(check, 1, tiny.references).cases[0]
        request = CallFunction("means", check.exercise, question.arguments, count_cost=True, observe=True)
        for message in map(crossed, variations(CALLED)):
            reply = reply_to(request, message)
            if isinstance(reply, Returned):
                answer = as_answer(reply, question.case, earlier=[np.ones(3)])
                assert isinstance(judge_case(question, answer).verdict, Verdict)
                assert {*answer.changed, *answer.shared, *answer.idle} <= set(question.case.arguments)
                assert answer_digest(answer, question.template)


def test_every_field_of_every_reply_is_tried():
    assert CALLED.keys() == to_wire(Returned(1, after=[b"1"], earlier=b"1", shared=[0], cost=(1, 1))).keys()
    assert LOADED.keys() == to_wire(Loaded()).keys()


@pytest.mark.parametrize("place", ["error", "errors", "where", "one of them"])
def test_what_an_error_is_said_to_be_is_told_whatever_it_is(tiny, place):
    for error in map(crossed, variations(ERROR)):
        wrong = {
            "error": {"error": error},
            "errors": {**LOADED, "errors": [error, error]},
            "where": {"error": {**ERROR, "where": error}},
            "one of them": {"error": {**ERROR, "where": [error, [error] * 4, ["a", error, "b", "c"]]}},
        }[place]
        told = reply_to(CallFunction("means", "mean", [1]), wrong)
        if isinstance(told, Raised):
            assert failures.raised(told.error, "mean", "means.py", tiny.exercise_names).message
        modules = LoadedModules(tiny, python_files({"means": b"def mean(X): ..."}))
        modules.record("means", 0, reply_to(LoadCell("means", 0), wrong))
        assert all(isinstance(text, str) for text in (*modules.problems, *modules.notes))


def test_what_running_a_file_is_said_to_have_led_to_is_told_whatever_it_is(tiny):
    for message in map(crossed, variations(LOADED)):
        modules = LoadedModules(tiny, python_files({"means": b"def mean(X): ..."}))
        modules.record("means", 0, reply_to(LoadCell("means", 0), message))
        modules.settle()
        assert all(isinstance(text, str) for text in (*modules.problems, *modules.notes))
        assert all(isinstance(modules.locate(each), str | Verdict) for each in tiny.exercises)


def test_a_question_of_any_form_is_answered_or_not(tiny):
    proxy = ReferenceProxy({"mean"})
    proxy.begin(tiny.references, None)
    for message in map(crossed, variations({"proxy_call": "mean", "arguments": [np.ones((2, 2))], "named": {}})):
        if question := proxy_call_in(message):
            proxy(question)
