"""Hidden checks of logistic regression."""

import numpy as np

from autograder.authoring import Case, check, inputs
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import NO_STATE, NUMBER_TYPES

SIZES = (7, 5), (4, 4), (1, 3), (9, 1)  # data points, features
FLOAT32 = 1e-4  # on float32 inputs the reference, too, may compute in float32
EPSILON = 1e-5  # who adds a tiny number inside of the logarithm, in fear of log 0, is right


def numbers(rng, shape):
    """Of both signs, and none large: where scores are, P - y cancels, and right code keeps few of its digits."""
    return rng.uniform(0.2, 1, size=shape) * rng.choice([-1, 1], size=shape)


def classifier(rng, n, d):
    """A batch, weights, and a bias that matters."""
    return {"X": numbers(rng, (n, d)), "w": numbers(rng, d), "b": float(numbers(rng, ()))}


def classes(rng, n):
    """Both of them, in any order, not equally many; a single one is either."""
    return rng.permutation(np.arange(n) % 3 == 0).astype(int) if n > 1 else rng.integers(2, size=1)


def with_classes(rng, n, d):
    """What `classifier` draws and the classes, in the order in which a gradient takes them."""
    drawn = classifier(rng, n, d)
    return {"X": drawn["X"], "y": classes(rng, n), "w": drawn["w"], "b": drawn["b"]}


def guesses(rng, n):
    """Probabilities that are neither nearly 0 nor nearly 1, and the classes."""
    return {"P": rng.uniform(0.1, 0.9, size=n), "y": classes(rng, n)}


def in_float32(arguments):
    return {
        name: value.astype(np.float32) if isinstance(value, np.ndarray) else value for name, value in arguments.items()
    }


def in_a_row(first, second):
    """A call, another, the first again: nothing may be carried over, and no argument changed."""
    for arguments in (first, second, first):
        yield Case(**arguments).satisfies(arguments_unchanged)


@check("probability", points=1.5)
def probabilities_of_batches(rng):
    """Batches of several shapes"""
    for sizes in SIZES:
        yield Case(**classifier(rng, *sizes))


@check("probability", points=0.5)
def probabilities_far_from_zero(rng):
    """Large scores of both signs"""
    X = rng.uniform(8, 10, size=(6, 1)) * np.tile([[1], [-1]], (3, 1))
    yield Case(X=X, w=np.array([100.0]), b=0.0)


@check("probability", points=1, purpose=NUMBER_TYPES)
def probabilities_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    drawn, other = ({**classifier(rng, 6, 3), "b": 0.0} for _ in range(2))
    for name in ("X", "w"):
        yield Case(**{**drawn, name: inputs.integers(rng, drawn[name].shape, largest=2)})
    yield Case(X=inputs.integers(rng, (6, 3), largest=2), w=inputs.integers(rng, 3, largest=2), b=0)
    yield Case(**in_float32(drawn)).within(rtol=FLOAT32)
    yield from in_a_row(drawn, other)


@check("cross_entropy", points=1.5)
def costs_of_batches(rng):
    """Batches of several sizes, with both classes"""
    for n in (7, 4, 12):
        yield Case(**guesses(rng, n)).within(rtol=EPSILON)


@check("cross_entropy", points=0.5)
def costs_of_bold_guesses(rng):
    """Single guesses that are nearly sure, and right or wrong"""
    for p, y in ((0.003, 0), (0.002, 1), (0.997, 0), (0.998, 1)):
        yield Case(P=p + rng.uniform(-0.001, 0.001, size=1), y=np.array([y])).within(rtol=EPSILON)


@check("cross_entropy", points=1, purpose=NO_STATE)
def costs_call_after_call(rng):
    """Classes as fractions and float32 as inputs; repeated calls, arguments unchanged"""
    first, second = ({"P": rng.uniform(0.1, 0.9, size=1), "y": np.array([y])} for y in (1, 0))
    yield Case(P=first["P"], y=np.array([1.0])).within(rtol=EPSILON)
    yield Case(**in_float32(second)).within(rtol=FLOAT32)
    for case in in_a_row(first, second):
        yield case.within(rtol=EPSILON)


@check("gradient", points=3)
def gradients_of_batches(rng):
    """Batches of several shapes"""
    for sizes in SIZES:
        yield Case(**with_classes(rng, *sizes))


@check("gradient", points=1)
def gradients_far_from_zero(rng):
    """Large scores of both signs, with guesses that are surely right or surely wrong"""
    X = rng.uniform(8, 10, size=(6, 1)) * np.tile([[1], [-1]], (3, 1))
    yield Case(X=X, y=np.array([1, 1, 0, 0, 1, 0]), w=np.array([100.0]), b=0.0)


@check("gradient", points=2, purpose=NUMBER_TYPES)
def gradients_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    drawn, other = ({**with_classes(rng, 1, 3), "b": 0.0} for _ in range(2))
    for name in ("X", "w"):
        yield Case(**{**drawn, name: inputs.integers(rng, drawn[name].shape, largest=1)})
    yield Case(X=inputs.integers(rng, (1, 3), largest=1), y=np.array([1]), w=inputs.integers(rng, 3, largest=1), b=0)
    yield Case(**in_float32(drawn)).within(rtol=FLOAT32)
    yield from in_a_row(drawn, other)
