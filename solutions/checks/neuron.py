"""Hidden checks of stochastic gradient descent on one neuron."""

import numpy as np
from _inputs import SCALES, in_a_row, of_other_dtypes, scaled

from autograder.authoring import Case, check, inputs
from autograder.authoring.properties import is_new
from autograder.authoring.purpose import FORMULA

WHOLE = {"w": np.array([3, -1, 2, -4, 1]), "x": np.array([2, 3, -1, -2, 4]), "y": 5}


def neuron(rng, d, z):
    """A neuron of `d` inputs with the pre-activation `z`, its target above or below what it says."""
    w, x = rng.normal(size=d), inputs.away_from_zero(rng, d, distance=0.1)
    w += x * (z - w @ x) / (x @ x)
    return {"w": w, "x": x, "y": max(0.0, z) + float(inputs.away_from_zero(rng, (), distance=0.5))}


def fractional(rng):
    """Near the whole numbers, so near that the neuron is on whichever of the two are mixed."""
    w, x = (WHOLE[name] + rng.uniform(0.1, 0.4, size=5) * rng.choice([-1, 1], size=5) for name in "wx")
    return {"w": w, "x": x, "y": 4.375}


@check("squared_loss", points=0.5)
def squared_losses(rng):
    """Numbers of both signs, whole numbers, numbers of every size"""
    for factor, signs in ((1, (1, 4)), (1, (-1, 1)), (1, (-4, -1)), (SCALES[0], (4, 1)), (SCALES[1], (1, -1))):
        g, y = factor * rng.uniform(0.5, 1.5, size=2) * signs
        yield Case(g=float(g), y=float(y))
    for g, y in ((3, -2), (2.5, 4), (2, 4.5), (3, -2)):
        yield Case(g=g, y=y)


@check("linear_neuron_gradient", points=0.5, purpose=FORMULA)
def linear_neurons(rng):
    """Neurons with few and many inputs, outputs of both signs, numbers of every size"""
    for d, z in ((5, 1.5), (5, -0.75), (11, 0.5), (1, -1.5)):
        yield Case(**neuron(rng, d, z))
    for factor in SCALES:
        arguments = neuron(rng, 5, 2.0)
        yield Case(**{**scaled(arguments, factor), "w": arguments["w"]})


@check("linear_neuron_gradient", points=0.5)
def linear_neurons_call_after_call(rng):
    """Whole numbers and float32 as inputs; calls one after another, arguments left alone"""
    yield from of_other_dtypes(fractional(rng), WHOLE)
    yield Case(**{**WHOLE, "y": 4.375})
    yield from in_a_row(neuron(rng, 5, 1.25), neuron(rng, 5, -0.5))


@check("relu_neuron_gradient", points=1, purpose=FORMULA)
def relu_neurons(rng):
    """Neurons that are on and neurons that are off, with few and many inputs, numbers of every size"""
    for d, z in ((5, 1.5), (5, -0.75), (11, 0.25), (11, -1.5), (1, -0.5)):
        yield Case(**neuron(rng, d, z))
    for factor, z in zip(SCALES, (2.0, 0.5), strict=True):
        arguments = neuron(rng, 5, z)
        yield Case(**{**scaled(arguments, factor), "w": arguments["w"]})
    yield Case(**{**neuron(rng, 5, 0.5), "y": -1.75})


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_at_the_kink():
    """A neuron exactly between on and off"""
    for w, x, y in (([3, -2], [2, 3], 1.5), ([0.0, 0.0, 0.0], [1.0, -2.0, 0.5], -2.5)):
        step = 1e-12 * np.array(x)
        yield Case(w=w, x=x, y=y).either_side(w=(w - step, w + step))
    yield Case(w=[1.0, -2.0, 0.5], x=[0.0, 0.0, 0.0], y=3.0)


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_of_whole_numbers(rng):
    """Whole numbers and float32 as inputs"""
    yield from of_other_dtypes(fractional(rng), WHOLE)
    yield Case(**{**WHOLE, "x": -WHOLE["x"]})
    yield Case(**{**WHOLE, "y": 4.375})


@check("relu_neuron_gradient", points=0.5)
def relu_neurons_call_after_call(rng):
    """Calls one after another, arguments left alone"""
    yield from in_a_row(neuron(rng, 5, 1.25), neuron(rng, 5, -0.5))


def step(rng, numbers, shape, learning_rate):
    return {"w": numbers(rng, shape), "gradient": numbers(rng, shape), "learning_rate": learning_rate}


@check("sgd_step", points=0.5, purpose=FORMULA)
def steps_downhill(rng):
    """Weights of several shapes, learning rates small and large"""
    for shape, learning_rate in (((5,), 0.1), ((5, 3), 1.5), ((1,), 1e-3)):
        yield Case(**step(rng, inputs.away_from_zero, shape, learning_rate))
    for factor in SCALES:
        arguments = step(rng, inputs.away_from_zero, (5,), 0.25)
        yield Case(**{**scaled(arguments, factor), "learning_rate": 0.25})


@check("sgd_step", points=0.5)
def steps_call_after_call(rng):
    """Whole numbers and float32 as inputs; calls one after another, arguments left alone"""
    yield from of_other_dtypes(step(rng, inputs.away_from_zero, (7, 3), 0.3), step(rng, inputs.integers, (7, 3), 2))
    yield from in_a_row(step(rng, inputs.away_from_zero, (5,), 0.3), step(rng, inputs.away_from_zero, (5,), 0.2))
    standing = step(rng, inputs.away_from_zero, (5,), 0.3)
    yield Case(**{**standing, "gradient": np.zeros(5)}).satisfies(is_new)
    yield Case(**{**standing, "learning_rate": 0.0}).satisfies(is_new)
