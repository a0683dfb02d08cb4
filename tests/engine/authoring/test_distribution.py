"""Random numbers are judged by their distribution: right ones pass however they are drawn, wrong ones do not."""

import numpy as np
import pytest

from autograder.authoring import Answer
from autograder.authoring.distribution import _statistics, normal
from autograder.judging.judge import judge_properties

SHAPES = [(7, 1500), (150, 40), (60, 60)]
SD = 0.5

WRONG = {
    "all zero": lambda rng, shape: np.zeros(shape),
    "variance for spread": lambda rng, shape: rng.normal(0, SD**2, shape),
    "5 % too wide": lambda rng, shape: rng.normal(0, 1.08 * SD, shape),
    "off centre": lambda rng, shape: rng.normal(0.05, SD, shape),
    "uniform of the right variance": lambda rng, shape: rng.uniform(-np.sqrt(3) * SD, np.sqrt(3) * SD, shape),
    "Laplace of the right variance": lambda rng, shape: rng.laplace(0, SD / np.sqrt(2), shape),
    "skewed": lambda rng, shape: rng.exponential(SD, shape) - SD,
    "cut off at three standard deviations": lambda rng, shape: (W := rng.normal(0, SD, 2 * shape[0] * shape[1]))[
        np.abs(W) < 3 * SD
    ][: shape[0] * shape[1]].reshape(shape),
    "signs of the right variance": lambda rng, shape: rng.choice([-SD, SD], shape),
    "one row for all": lambda rng, shape: np.tile(rng.normal(0, SD, (1, shape[1])), (shape[0], 1)),
    "half of them mirrored": lambda rng, shape: np.concatenate(
        [W := rng.normal(0, SD, (shape[0], shape[1] // 2)), -W], 1
    ),
    "sorted": lambda rng, shape: np.sort(rng.normal(0, SD, shape), axis=None).reshape(shape),
    "sorted rows": lambda rng, shape: np.sort(rng.normal(0, SD, shape), axis=1),
    "orthogonal": lambda rng, shape: np.linalg.qr(rng.normal(size=(60, 60)))[0] * np.sqrt(60) * SD,
    "a random walk's steps halved": lambda rng, shape: (
        (W := rng.normal(0, SD / np.sqrt(2), (shape[0], shape[1] + 1)))[:, 1:] + W[:, :-1]
    ),
}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", [float, np.float32])
def test_right_draws_pass(shape, dtype):
    for seed in range(60):
        W = np.random.default_rng(seed).normal(0, SD, shape).astype(dtype)
        assert normal(sd=SD)(Answer(W)) is None


@pytest.mark.parametrize("name", WRONG)
def test_wrong_draws_do_not(name):
    rng = np.random.default_rng(1)
    assert any(normal(sd=SD)(Answer(np.asarray(WRONG[name](rng, shape)))) for shape in SHAPES)


def test_the_surprises_keep_their_bounds():
    """Of 400 right samples, a surprise of t is exceeded by no more than the promised share, with room for chance."""
    samples = (np.random.default_rng(n).normal(size=(20, 30)) for n in range(400))
    found = np.array([[surprise for surprise, _ in _statistics(x, np.sort(np.abs(x), axis=None))] for x in samples])
    for t in (1.5, 2.5, 4.0):
        assert ((found > t).mean(axis=0) <= 2 * np.exp(-t) + 0.05).all()
        assert (found > 0).all()


def test_a_hidden_check_tells_no_number_that_was_measured():
    """The program that is graded chooses it: three digits would carry hidden inputs out."""
    W = np.random.default_rng(0).normal(0, SD, SHAPES[0])
    wrong = [W * factor for factor in (0.25, 0.5, 2, 3)] + [W + shift for shift in (-0.5, 0.05, 0.5)]
    said = {judge_properties(Answer(each), [normal(sd=SD)]).redacted for each in wrong}
    assert said == {
        "The weights spread less widely than expected.",
        "The weights spread more widely than expected.",
        "The weights are not centred on 0.",
    }
    assert "0.5 times as widely" in judge_properties(Answer(W / 2), [normal(sd=SD)]).message
