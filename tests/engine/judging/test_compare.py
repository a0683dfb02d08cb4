"""The one comparison: it accepts what right code gives, and it can fail."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.judging.compare import FLOAT32, FLOAT64, compare

asked = hnp.arrays(float, hnp.array_shapes(max_side=5), elements=st.floats(-1e6, 1e6, allow_subnormal=False))


@given(asked)
def test_the_very_same_numbers_agree(array):
    assert compare(array.copy(), array).everywhere


@given(asked, st.data())
def test_one_number_off_is_noticed(array, data):
    place = data.draw(st.integers(0, array.size - 1))
    wrong = array.copy()
    wrong.flat[place] += 1e-3 * max(np.abs(array).max(), 1e-300) + 1e-300
    agreement = compare(wrong, array, rtol=FLOAT64)
    assert not agreement.agree.flat[place]
    assert agreement.agree.sum() == array.size - 1


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.5, 2.0, 1 + 1e-8])
@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1.0, 1e9])
def test_a_wrong_factor_is_noticed_at_every_scale(factor, scale):
    array = scale * np.array([1.0, -2.0, 3.0])
    assert not compare(factor * array, array).everywhere


def test_zeros_are_answered_by_zeros_alone():
    assert compare(np.array([0.0, -0.0]), np.zeros(2)).everywhere
    assert not compare(np.array([0.0, 1e-300]), np.zeros(2)).everywhere


def test_the_last_digits_do_not_matter():
    array = np.array([1e-3, 1.0, 1e3])
    assert compare(array + 1e-13 * 1e3, array).everywhere


def test_float32_is_accepted_where_the_dtype_or_the_submission_says_so():
    array = np.random.default_rng(0).normal(size=20)
    single = array.astype(np.float32)
    assert compare(single, array).single_precision
    assert not compare(single.astype(float), array).everywhere
    assert compare(single.astype(float), array, single_rtol=FLOAT32).single_precision
    assert not compare(array, array, single_rtol=FLOAT32).single_precision


def test_rounding_is_not_float32():
    array = np.random.default_rng(0).normal(size=20)
    assert not compare(np.round(array, 6), array).everywhere
    assert not compare(array.astype(np.float16), array).everywhere


def test_a_float32_mistake_is_a_mistake():
    array = np.random.default_rng(0).normal(size=20)
    assert not compare((array * (1 + 5 * FLOAT32)).astype(np.float32), array).everywhere
    assert not compare(array * (1 + 5 * FLOAT32), array, single_rtol=FLOAT32).everywhere


def test_an_interval_holds_its_ends_and_what_lies_between():
    low, high = np.array([0.0, 5.0]), np.array([3.0, -5.0])
    for inside in ([0.0, 5.0], [3.0, -5.0], [1.5, 0.0]):
        assert compare(np.array(inside), low, high).everywhere
    assert not compare(np.array([3.1, 0.0]), low, high).everywhere


def test_nothing_is_broadcast():
    with pytest.raises(ValueError, match="shapes"):
        compare(np.zeros((3, 1)), np.zeros(3))


def test_integers_and_bools_are_compared_as_numbers():
    assert compare(np.array([True, False]), np.array([1, 0])).everywhere
    assert compare(np.array([2**62]), np.array([2.0**62])).everywhere
