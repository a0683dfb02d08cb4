"""Samples are compared by what little is kept of them."""

import numpy as np
import pytest

from autograder.diagnosis.sample import of_one_distribution, samples

RNG = np.random.default_rng(11)
SHAPE = (7, 3000)
NORMAL = RNG.normal(size=SHAPE)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (RNG.normal(size=SHAPE), True),
        (-NORMAL, True),
        (1.3 * NORMAL, False),
        (RNG.uniform(-(3**0.5), 3**0.5, SHAPE), False),
        (RNG.choice([-1.0, 1.0], SHAPE), False),
        (RNG.laplace(scale=0.5**0.5, size=SHAPE), False),
        (np.abs(NORMAL), False),
        (np.zeros(SHAPE), False),
        (np.full(SHAPE, np.nan), False),
        (np.full(SHAPE, 1e200), False),
        (NORMAL.T, False),
        ([NORMAL], False),
        (None, False),
        ("text", False),
    ],
    ids=["another", "negative", "wider", "uniform", "signs", "laplace", "positive", "zero", "nan", "huge", "turned",
         "in a list", "nothing", "text"],
)  # fmt: skip
def test_a_large_sample_is_told_by_its_spread_and_its_form(other, alike):
    assert of_one_distribution(samples(NORMAL), other) is alike


def test_signs_are_known_again_although_all_lie_at_one_place():
    signs = RNG.choice([-0.1, 0.1], SHAPE)
    assert of_one_distribution(samples(signs), RNG.choice([-0.1, 0.1], SHAPE) * (1 + 1e-12))


def test_of_few_numbers_only_the_shape_counts_and_whether_all_are_0():
    few = RNG.normal(size=(2, 3))
    assert of_one_distribution(samples(few), 10 * RNG.normal(size=(2, 3)))
    assert not of_one_distribution(samples(few), np.zeros((2, 3)))
    assert not of_one_distribution(samples(few), RNG.normal(size=(3, 2)))


def test_several_arrays_are_compared_one_by_one():
    kept = samples([[NORMAL, np.zeros(4)], 0.5])
    assert of_one_distribution(kept, [[RNG.normal(size=SHAPE), np.zeros(4)], 0.25])
    assert not of_one_distribution(kept, [[2 * NORMAL, np.zeros(4)], 0.25])
    assert not of_one_distribution(kept, [[NORMAL, np.ones(4)], 0.25])
    assert not of_one_distribution(kept, [[NORMAL], 0.25])
    assert not of_one_distribution(samples(None), None)
