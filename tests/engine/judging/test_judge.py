"""Verdicts and their words: what happened first, then where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring import Answer
from autograder.authoring.expectation import AnyOf, Between, Exactly, Shaped
from autograder.judging.judge import judge
from autograder.sandbox.guest.wire import Opaque
from autograder.text.phrasing import side_by_side
from tests.engine.sandbox.test_wire import values

ASKED = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def verdict(value, expectation=ASKED, **options):
    expected = expectation if isinstance(expectation, AnyOf | Between | Shaped) else Exactly(expectation)
    return judge(Answer(value), expected, **options)


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        (ASKED, ASKED),
        (ASKED.tolist(), ASKED),
        (tuple(map(tuple, ASKED.tolist())), ASKED),
        ([np.array([1, 2, 3]), (4, 5, 6)], ASKED),
        (np.array([[3.0]]), 3.0),
        (3, 3.0),
        (np.float32(3), 3.0),
        (True, 1.0),
        ([np.ones(2), 3.0], {"dW": np.ones(2), "db": 3.0}),
        (np.ones((2, 3)), {"first": np.ones(3), "second": np.ones(3)}),
        ([[np.ones(2)], [np.zeros(1), np.ones(1)]], {"Ws": [np.ones(2)], "bs": [np.zeros(1), np.ones(1)]}),
    ],
)
def test_right_answers_in_many_forms(value, asked):
    assert verdict(value, asked).passed


@pytest.mark.parametrize(
    ("value", "asked", "status", "message"),
    [
        (None, ASKED, "invalid", "Your function returned nothing (None). Is the `return` missing?"),
        ("zero", ASKED, "invalid", "The answer is a text, not an array of numbers."),
        (Opaque("generator"), ASKED, "invalid", "The answer is a generator, not an array of numbers."),
        (
            Opaque("<b>mine</b>"),
            ASKED,
            "invalid",
            "The answer is an object of an unknown type, not an array of numbers.",
        ),
        (
            [[1.0], [1.0, 2.0]],
            ASKED,
            "invalid",
            "The answer is a list whose rows do not form an array: compare their lengths.",
        ),
        ((ASKED, 1.0), ASKED, "failed", "The answer is a pair of 2 parts; one is expected."),
        ((ASKED, ASKED, ASKED), ASKED, "failed", "The answer is a tuple of 3 parts; one is expected."),
        (1j * ASKED, ASKED, "invalid", "The answer is complex; real numbers are expected."),
        (ASKED.T, ASKED, "failed", "The answer has the shape (3, 2); expected (2, 3): it is the transpose."),
        (
            np.ones((3, 1)),
            np.ones(3),
            "failed",
            "The answer has the shape (3, 1); expected (3,): the values are right, only their arrangement is not.",
        ),
        (np.ones(3), 1.0, "failed", "The answer has the shape (3,); expected () (a single number)."),
        (np.array([1.0, np.nan]), np.ones(2), "failed", "not a number (NaN)"),
        (np.array([1.0, -np.inf]), np.ones(2), "failed", "infinite"),
        (
            np.ones(2),
            {"dW": np.ones(2), "db": 3.0},
            "invalid",
            "is one array of shape (2,); expected 2 results (dW, db).",
        ),
        ((np.ones(2),), {"dW": np.ones(2), "db": 3.0}, "invalid", "has 1 part; expected 2 results (dW, db)."),
        (None, {"dW": np.ones(2), "db": 3.0}, "invalid", "returned nothing"),
        ((np.ones(2), None), {"dW": np.ones(2), "db": 3.0}, "invalid", "db is None. Was it never computed?"),
        ((np.ones(2), 4.0), {"dW": np.ones(2), "db": 3.0}, "failed", "db is wrong; dW is right."),
        (ASKED.astype(int), ASKED + 0.5, "failed", "The result holds integers (int64): were fractions cut off?"),
        (ASKED > 2, ASKED, "failed", "The result holds True and False, not numbers."),
        (
            (ASKED / 3).astype(np.float16),
            ASKED / 3,
            "failed",
            "The result holds float16, which keeps three",
        ),
        (-ASKED, ASKED, "failed", "All signs are reversed."),
        (ASKED / 7, ASKED, "failed", "The result is 0.142857 times what it should be."),
        (ASKED, ASKED * (ASKED > 2), "failed", "The errors are only where 0 is expected."),
        (ASKED * (ASKED > 2), ASKED, "failed", "The errors are only where the result is 0."),
        (ASKED + 3 * (ASKED == 5), ASKED, "failed", "at [1, 1]: yours 8, expected 5."),
    ],
)
def test_wrong_answers_are_told_in_words(value, asked, status, message):
    found = verdict(value, asked)
    assert found.status == status
    assert message in found.message


def test_hidden_words_hold_neither_values_nor_shapes():
    said = {
        verdict(value).redacted
        for value in (
            ASKED + 1,
            ASKED / 7,
            ASKED.T,
            ASKED[0],
            np.full((2, 3), np.nan),
            Opaque("secret 4.25"),
            ASKED * 1j,
        )
    }
    assert said == {
        "The values are wrong.",
        "The answer has its axes the wrong way round.",
        "The answer has 1 axis where 2 axes would be right.",
        "The answer is not a number (NaN): 0/0, inf - inf, or the root of a negative number leads there.",
        "The answer is an object of an unknown type, not an array of numbers.",
        "The answer is complex; real numbers are expected.",
    }


def test_an_interval_accepts_what_lies_between():
    expected = Between(np.array([0.0, 2.0]), np.array([1.0, 2.0]))
    assert verdict([0.5, 2.0], expected).passed
    assert verdict([1.5, 2.0], expected).status == "failed"


def test_any_of_accepts_one_as_a_whole():
    expected = AnyOf((np.array([1.0, 2.0]), np.array([2.0, 1.0])))
    assert verdict([2.0, 1.0], expected).passed
    assert verdict([1.0, 1.0], expected).status == "failed"


def test_shaped_looks_at_shapes_alone():
    assert verdict([5.0, -1.0], Shaped(np.zeros(2))).passed
    assert verdict([5.0, np.inf], Shaped(np.zeros(2))).status == "failed"
    assert verdict([5.0], Shaped(np.zeros(2))).status == "failed"


def test_a_float32_answer_passes_with_a_note():
    found = verdict((ASKED / 3).astype(np.float32), ASKED / 3)
    assert found.passed
    assert "float32" in found.message


@pytest.mark.parametrize("value", [ASKED * 1e307, -ASKED * 1e307, np.full((2, 3), 2**63, dtype=np.uint64), 10**18])
def test_huge_numbers_are_wrong_without_a_warning(value):
    assert verdict(value, ASKED if np.ndim(value) else 1.0).status == "failed"
    assert verdict(ASKED, np.full((2, 3), -1.7e308)).status == "failed"


def test_another_tolerance_is_another_tolerance():
    assert verdict(ASKED * (1 + 1e-7), rtol=1e-6).passed
    assert not verdict(ASKED * (1 + 1e-7)).passed


STRUCTURES = [
    1.0,
    np.ones(2),
    np.ones((2, 2)),
    {"dW": np.ones((2, 2)), "db": np.ones(2)},
    [np.ones((2, 1)), np.ones(1)],
    {"Ws": [np.ones((1, 1)), np.ones((1, 2))], "history": np.ones(3)},
]


@given(values, st.sampled_from(STRUCTURES), st.sampled_from(["exactly", "between", "any of", "shaped"]))
def test_whatever_comes_back_gets_a_verdict(value, asked, kind):
    expectation = {
        "exactly": Exactly(asked),
        "between": Between(asked, asked),
        "any of": AnyOf((asked, asked)),
        "shaped": Shaped(asked),
    }[kind]
    found = judge(Answer(value), expectation)
    assert found.status in {"passed", "failed", "invalid"}
    assert found.passed or (found.message and found.redacted)


def test_numbers_that_are_all_small_are_not_shown_as_zeros():
    assert "[ 0.e+00 -1.e-09]" in side_by_side(np.zeros(2), np.array([0.0, -1e-9]))
    assert "[1. 0.]" in side_by_side(np.array([1.0, 1e-17]), np.zeros(2))


def test_one_number_says_nothing_of_a_ratio():
    assert "half" in judge(Answer(np.array([1.0, 2.0])), Exactly(np.array([2.0, 4.0]))).message
    for answer, expected in (([1.0], [2.0]), ([1.0, 1.0], [2.0, 2.0]), ([-1.0], [1.0]), ([-1.0, 1.0], [1.0, -1.0])):
        message = judge(Answer(np.array(answer)), Exactly(np.array(expected))).message
        assert not any(word in message for word in ("half", "twice", "signs", "times"))


def test_a_pair_is_called_a_pair():
    answer = Answer((np.ones((2, 3)), np.ones((2, 3))))
    verdict = judge(answer, Exactly(np.ones((2, 3))))
    assert "is a pair of 2 parts; one is expected." in verdict.message
    assert "is a pair; one result is expected." in verdict.redacted


def test_true_and_false_are_no_numbers():
    answer = Answer(np.array([True, True, False, False]))
    assert "2 of 4 values" in judge(answer, Exactly(np.array([True, False, True, False]))).message


def test_what_is_wrong_is_put_into_words_when_it_is_read_and_then_kept():
    verdict = judge(Answer(np.array([1.0, 3.0])), Exactly(np.array([1.0, 2.0])))
    assert "expected 2" in verdict.message
    plain = verdict.described()
    assert (plain.status, plain.message, plain.redacted) == ("failed", verdict.message, verdict.redacted)
    assert vars(plain).keys() == {"status", "message", "redacted", "out_of_memory"}  # and not the answer
