"""Equal wrong answers have one digest, however they were computed; different ones have two."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring import Answer
from autograder.judging.answer_digest import answer_digest
from autograder.judging.verdict import Verdict

RNG = np.random.default_rng(0)
LIKE = RNG.normal(size=(7, 5))
WRONG = 3 * LIKE + 0.25
EPSILON = 1e-13  # of the scale: what reordering does


def digest(value, like=LIKE, **flags) -> str:
    return answer_digest(Answer(value, **flags), like)


def test_rounding_errors_change_nothing():
    noise = [1 + EPSILON * RNG.uniform(-1, 1, size=WRONG.shape) for _ in range(100)]
    assert {digest(WRONG * each) for each in noise} == {digest(WRONG)}
    assert digest(WRONG.T.copy().T) == digest(np.asfortranarray(WRONG)) == digest(WRONG)


def test_computing_in_float32_mostly_changes_nothing():
    answers = [RNG.normal(size=(4, 3)) for _ in range(200)]
    same = sum(digest(each, np.ones((4, 3))) == digest(each.astype(np.float32), np.ones((4, 3))) for each in answers)
    assert same >= 190


def test_another_mistake_is_told_apart():
    others = [WRONG, -WRONG, WRONG / 7, WRONG + 0.01, WRONG[:, ::-1], WRONG.T, WRONG[:-1], WRONG[..., np.newaxis], LIKE]
    changed = WRONG.copy()
    changed[3, 2] += 0.01
    assert len({digest(each) for each in [*others, changed]}) == len(others) + 1


# What exercises are full of: small fractions, decimal numbers, powers of two, and everything a few steps off.
NICE = sorted(
    {sign * a / b * 10.0**c for sign in (1, -1) for a in range(13) for b in range(1, 13) for c in (-2, -1, 0, 1)}
)


@pytest.mark.parametrize("largest", [0.0, 0.3, 1.0, 3.0, 1000.0, 1e-6])
def test_no_number_that_people_meet_lies_at_an_edge(largest):
    like = np.full(len(NICE), largest)
    values = np.array(NICE)
    around = max(largest, 1e-9) * 1e-9
    for off in (around, -around):
        shifted = digest(values + off, like)
        apart = [
            each for each in NICE if digest(np.array([each]), like[:1]) != digest(np.array([each + off]), like[:1])
        ]
        assert not apart
        assert shifted == digest(values, like)


def test_the_scale_that_was_asked_for_may_be_computed_otherwise():
    for exact in (1.0, 2.0, 0.5, 0.1, 1e6, 3.0):
        value = np.array([0.7 * exact, exact, 12 * exact])
        around = [np.full(3, exact * (1 + off)) for off in (-EPSILON, 0, EPSILON)]
        assert len({digest(value, each) for each in around}) == 1


def test_zero_is_zero_whatever_its_sign_and_next_to_it():
    like = np.array([1.0])
    assert digest(np.array([0.0]), like) == digest(np.array([-0.0]), like) == digest(np.array([-1e-12]), like)


def test_forms_of_one_value_have_one_digest():
    like = [np.zeros(2), np.zeros((1, 2))]
    values = [np.array([1.0, 2.0]), np.array([[3.0, 4.0]])]
    assert digest(values, like) == digest(tuple(values), like) == digest([[1, 2], np.array([[3, 4]])], like)
    assert digest(2, np.asarray(1.0)) == digest(2.0, np.asarray(1.0)) == digest(np.array([2.0]), np.asarray(1.0))


def test_what_else_was_seen_of_a_call_counts():
    flags = [{}, {"changed": ("W",)}, {"shared": ("W",)}, {"idle": ("rng",)}, {"overwrote": True}]
    assert len({digest(WRONG, **each) for each in flags}) == len(flags)


@pytest.mark.parametrize(
    "value", [None, "text", {}, [], [WRONG, None], {"W": WRONG}, math.nan, math.inf, -math.inf, 10**400, 1j, b"x", [[]]]
)
def test_what_is_no_answer_at_all_has_a_digest(value):
    assert digest(value) == digest(value)
    assert digest(value) != digest(WRONG)


def test_infinities_and_what_is_no_number_are_told_apart():
    assert len({digest(np.full((7, 5), each)) for each in (math.nan, math.inf, -math.inf, 0.0)}) == 4
    assert digest(np.full((7, 5), -math.nan)) == digest(np.full((7, 5), math.nan))


def test_where_nothing_came_back_the_reason_counts():
    raised = [
        Verdict("error", f"It raised {name} at line 3", f"It raised {name}") for name in ("KeyError", "IndexError")
    ]
    late = Verdict("timeout", "Too late", "Too late")
    assert len({answer_digest(each, LIKE) for each in [*raised, late]}) == 3
    assert answer_digest(raised[0], LIKE) == answer_digest(Verdict("error", "elsewhere", raised[0].redacted), LIKE)


@given(st.lists(st.floats(), min_size=1, max_size=5), st.floats(allow_nan=False))
def test_every_number_has_a_digest(values, largest):
    array = np.array(values)
    assert digest(array, np.full(array.shape, largest)) == digest(array.copy(), np.full(array.shape, largest))
