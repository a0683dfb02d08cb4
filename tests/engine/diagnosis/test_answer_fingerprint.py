"""Fingerprints know an answer again within the tolerance, and nothing else."""

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.diagnosis.answer_fingerprint import Grid, NotComparable, fingerprint, matches
from autograder.sandbox.guest.wire import Opaque

RTOL, SALT = 1e-8, b"salt"
NUMBERS = st.floats(-1e6, 1e6) | st.integers(-5, 5).map(float) | st.sampled_from([0.1, 0.25, 1 / 3])


def known(kept, other):
    """Whether a value is taken for another one, after its fingerprint."""
    return matches(fingerprint(kept, RTOL, SALT), other, SALT)


@given(
    arrays(float, array_shapes(max_dims=2, max_side=20), elements=NUMBERS),
    st.integers(0, 2**32 - 1),
    st.floats(1e-150, 1e150),
)
@example(np.linspace(0, 1, 3000), 0, 1.0)
@example(np.zeros(3), 0, 1.0)
def test_what_is_within_the_tolerance_is_never_lost(array, seed, scale):
    array = array * scale
    noise = np.random.default_rng(seed).uniform(-1, 1, array.shape) * 0.999 * RTOL * np.abs(array).max()
    assert known(array, array + noise)
    assert known(array, (array + noise).tolist())


@given(arrays(float, array_shapes(max_dims=2, max_side=6), elements=NUMBERS), st.data())
def test_what_is_far_outside_is_never_taken_for_it(array, data):
    place = data.draw(st.integers(0, array.size - 1))
    other = array.copy()
    other.flat[place] += 8 * array.size * 4 * RTOL * (np.abs(array).max() or 1e-300)
    assume(not np.array_equal(other, array))
    assert not known(array, other)


@pytest.mark.parametrize(
    "value",
    [
        None,
        0.0,
        3,
        True,
        np.array([]),
        [1.0, [2.0, 3.0]],
        [np.ones((2, 2)), [np.zeros(3), None]],
        np.array([np.nan, np.inf, 1.0]),
        np.array([5e-324, 0.0]),
        np.array([1.7e308, -1.7e308]),
        np.ones((2, 3), dtype=np.float32),
    ],
    ids=repr,
)
def test_values_of_any_form_are_known_again(value):
    try:
        assert known(value, value)
    except NotComparable:
        assert value == [1.0, [2.0, 3.0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.ones((2, 1)), np.ones((1, 2))),
        (np.ones(2), [np.ones(1), np.ones(1)]),
        (np.ones(2), None),
        (None, np.ones(2)),
        (np.array([np.nan, 1.0]), np.array([0.0, 1.0])),
        (np.zeros(2), np.array([0.0, 1e-300])),
        ([np.ones(2), np.zeros(2)], [np.zeros(2), np.ones(2)]),
        (np.ones(2), "text"),
        (np.ones(2), Opaque("object")),
        (1.0, np.array([1.0])),
    ],
    ids=repr,
)
def test_another_value_is_not_taken_for_it(one, other):
    assert not known(one, other)


@pytest.mark.parametrize("value", ["text", Opaque("object"), [np.ones(2), "text"], {"a": 1}])
def test_what_is_no_number_has_no_fingerprint(value):
    with pytest.raises(NotComparable):
        fingerprint(value, RTOL, SALT)


def test_with_another_salt_it_is_another_one():
    one, other = (fingerprint(np.arange(5.0), RTOL, salt) for salt in (b"a", b"b"))
    assert one != other
    assert not matches(one, np.arange(5.0), b"b")


def test_no_number_is_near_an_edge():
    array = np.random.default_rng(0).normal(size=500)
    grid = Grid.of(array, RTOL)
    place = np.ldexp(array, -grid.exponent) + grid.offset / 2**16
    margin = np.minimum(place % 1, 1 - place % 1).min() * 2.0**grid.exponent
    assert margin > RTOL * np.abs(array).max()
