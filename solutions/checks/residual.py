"""Hidden checks of the network with a skip connection."""

import numpy as np
from _inputs import BY_HAND, FLOAT32, SCALES, in_a_row, of_other_dtypes, scaled
from _networks import network

from autograder.authoring import Case, check, draw

SHAPES = (7, 5), (5, 5), (1, 11)
SIZES = (7, 5, 11, 3), (1, 5, 11, 3), (7, 2, 5, 1), (7, 3, 2, 5)  # data points, inputs, hidden units, outputs
EQUAL = 5, 5, 5, 5
WHOLE = {"X"}, {"W1"}, {"W2"}, {"X", "Y", "W1", "W2"}
TINY = 1e-12


def with_zeros(rng, shape):
    """Numbers of both signs, every third of them exactly 0."""
    Z2 = draw.off_the_kink(rng, shape)
    Z2.flat[::3] = 0
    return Z2


def pair(rng, numbers, shape):
    return {"dG": numbers(rng, shape), "Z2": numbers(rng, shape)}


def arguments(rng, *sizes, factor=1, **kinds):
    net = network(rng, *sizes, biases=False, **kinds).scaled(factor)
    return {"X": net.X, "Y": net.Y, "W1": net.Ws[0], "W2": net.Ws[1]}


@check("residual_forward", points=0.5)
def forward_of_arrays(rng):
    """Arrays of several shapes and scales, zeros among them"""
    for shape in SHAPES[1:]:
        yield Case(Z2=draw.off_the_kink(rng, shape))
    for factor in SCALES:
        yield Case(Z2=draw.off_the_kink(rng, (7, 5)) * factor)
    yield Case(Z2=with_zeros(rng, (7, 5)))
    yield Case(Z2=-np.abs(draw.off_the_kink(rng, (7, 3))))


@check("residual_forward", points=0.5)
def forward_call_after_call(rng):
    """Whole numbers and float32 as inputs; calls one after another, arguments left alone"""
    yield from of_other_dtypes({"Z2": draw.off_the_kink(rng, (7, 3))}, {"Z2": draw.integers(rng, (7, 3))})
    yield from in_a_row({"Z2": draw.off_the_kink(rng, (7, 3))}, {"Z2": draw.off_the_kink(rng, (7, 3))})


@check("residual_backward", points=0.5)
def backward_of_batches(rng):
    """Batches of several shapes, with outputs on and off"""
    for shape in SHAPES:
        yield Case(**pair(rng, draw.off_the_kink, shape))
    for sign in (-1, 1):
        drawn = pair(rng, draw.off_the_kink, (7, 3))
        yield Case(**{**drawn, "Z2": sign * np.abs(drawn["Z2"])})


@check("residual_backward", points=0.5)
def backward_at_the_kink(rng):
    """Some pre-activations exactly 0"""
    for shape in ((7, 5), (1, 11)):
        Z2 = with_zeros(rng, shape)
        yield Case(dG=draw.off_the_kink(rng, shape), Z2=Z2).either_side(Z2=(Z2 - TINY, Z2 + TINY))


@check("residual_backward", points=0.5)
def backward_of_every_size(rng):
    """Whole numbers and float32 as inputs, very small and very large numbers"""
    yield from of_other_dtypes(pair(rng, draw.off_the_kink, (7, 3)), pair(rng, draw.integers, (7, 3)))
    for factor in SCALES:
        yield Case(**scaled(pair(rng, draw.off_the_kink, (7, 5)), factor))


@check("residual_backward", points=0.5)
def backward_call_after_call(rng):
    """Calls one after another, arguments left alone"""
    yield from in_a_row(pair(rng, draw.off_the_kink, (7, 5)), pair(rng, draw.off_the_kink, (7, 5)))


@check("residual_network_gradients", points=1)
def gradients_of_several_shapes(rng):
    """Networks and batches of several shapes, units on, off, and dead in both layers"""
    for sizes in SIZES:
        yield Case(**arguments(rng, *sizes))
    yield Case(**arguments(rng, 7, 5, 11, 3, dead=True))


@check("residual_network_gradients", points=0.5)
def gradients_by_hand():
    """Small networks, to be followed by hand"""
    for x, y, w1, w2 in BY_HAND:
        yield Case(X=[[x]], Y=[[y]], W1=[w1], W2=np.array([w2]).T)


@check("residual_network_gradients", points=0.5)
def gradients_with_every_output_off(rng):
    """Networks with all outputs below 0, or all above"""
    for sign in (-1, 1):
        drawn = arguments(rng, 7, 5, 11, 3)
        drawn["W2"][:] = sign * np.abs(drawn["W2"])
        yield Case(**drawn)


@check("residual_network_gradients", points=0.5)
def gradients_of_every_kind(rng):
    """Equal widths, whole numbers and float32 as inputs, very small and very large numbers"""
    yield Case(**arguments(rng, *EQUAL))
    for whole in WHOLE:
        yield Case(**arguments(rng, 7, 5, 3, 2, whole=whole))
    single = {name: value.astype(np.float32) for name, value in arguments(rng, 7, 5, 11, 3).items()}
    yield Case(**single).within(rtol=FLOAT32)
    for factor in SCALES:
        yield Case(**arguments(rng, 7, 5, 11, 3, factor=factor))


@check("residual_network_gradients", points=0.5)
def gradients_call_after_call(rng):
    """Calls one after another, arguments left alone"""
    yield from in_a_row(arguments(rng, 7, 5, 11, 3), arguments(rng, 7, 5, 11, 3))
