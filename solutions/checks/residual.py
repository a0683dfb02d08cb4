"""Hidden checks of the network with a skip connection."""

import numpy as np
from _inputs import HUGE, SCALES, TINY, far_off, in_a_row, of_other_dtypes, scaled, with_zeros
from _without_biases import EQUAL, arguments, by_hand, of_every_dtype_and_size, of_several_shapes

from autograder.authoring import Case, check, inputs
from autograder.authoring.purpose import FORMULA, PARTIAL_CREDIT, ROUNDING

SHAPES = (7, 5), (5, 5), (1, 11)


def pair(rng, numbers, shape):
    return {"dG": numbers(rng, shape), "Z2": numbers(rng, shape)}


@check("residual_forward", points=0.25, purpose=FORMULA)
def forward_of_arrays(rng):
    """Arrays of several shapes and scales, zeros among them"""
    for shape in SHAPES[1:]:
        yield Case(Z2=inputs.away_from_zero(rng, shape))
    for factor in SCALES:
        yield Case(Z2=inputs.away_from_zero(rng, (7, 5)) * factor)
    yield Case(Z2=with_zeros(rng, (7, 5)))
    for sign in (-1, 1):
        yield Case(Z2=sign * np.abs(inputs.away_from_zero(rng, (7, 3))))


@check("residual_forward", points=0.25)
def forward_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes({"Z2": inputs.away_from_zero(rng, (7, 3))}, {"Z2": inputs.integers(rng, (7, 3))})
    yield from in_a_row({"Z2": inputs.away_from_zero(rng, (7, 3))}, {"Z2": inputs.away_from_zero(rng, (7, 3))})


@check("residual_backward", points=0.375, purpose=FORMULA)
def backward_of_batches(rng):
    """Batches of several shapes, with outputs on and off"""
    for shape in SHAPES:
        yield Case(**pair(rng, inputs.away_from_zero, shape))
    yield Case(**scaled(pair(rng, inputs.away_from_zero, (7, 5)), HUGE))
    for sign in (-1, 1):
        drawn = pair(rng, inputs.away_from_zero, (7, 3))
        yield Case(**{**drawn, "Z2": sign * np.abs(drawn["Z2"])})


@check("residual_backward", points=0.5, purpose="Accepts every slope from 0 to 1 at 0, and no other.")
def backward_at_the_kink(rng):
    """Some pre-activations exactly 0"""
    for shape in ((7, 5), (1, 11)):
        Z2 = with_zeros(rng, shape)
        yield Case(dG=inputs.away_from_zero(rng, shape), Z2=Z2).either_side(Z2=(Z2 - TINY, Z2 + TINY))


@check("residual_backward", points=0.5)
def backward_of_every_size(rng):
    """Integers and float32 as inputs, very small and very large numbers"""
    yield from of_other_dtypes(pair(rng, inputs.away_from_zero, (7, 3)), pair(rng, inputs.integers, (7, 3)))
    for factor in (*SCALES, HUGE):
        yield Case(**scaled(pair(rng, inputs.away_from_zero, (7, 5)), factor))


@check("residual_backward", points=0.5)
def backward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    first, second = (pair(rng, inputs.away_from_zero, (7, 5)) for _ in range(2))
    yield from in_a_row(first, scaled(second, HUGE))


@check("residual_network_gradients", points=0.875, purpose=FORMULA)
def gradients_of_several_shapes(rng):
    """Networks and batches of several shapes, neurons on, off, and dead in both layers"""
    yield from of_several_shapes(rng)


@check("residual_network_gradients", points=0.5, purpose=PARTIAL_CREDIT)
def gradients_by_hand(rng):
    """Small networks, to be followed by hand"""
    yield from by_hand(rng)


@check("residual_network_gradients", points=0.5, purpose=PARTIAL_CREDIT)
def gradients_with_every_output_off(rng):
    """Networks with all outputs below 0, or all above"""
    for sign in (-1, 1):
        drawn = arguments(rng, 7, 5, 11, 3)
        drawn["W2"][:] = sign * np.abs(drawn["W2"])
        yield Case(**drawn)


@check("residual_network_gradients", points=0.5, purpose=ROUNDING)
def gradients_of_every_kind(rng):
    """Equal widths, integers and float32 as inputs, very small and very large numbers"""
    yield Case(**far_off(arguments(rng, *EQUAL)))
    yield from of_every_dtype_and_size(rng)


@check("residual_network_gradients", points=0.5)
def gradients_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(arguments(rng, 7, 5, 11, 3), far_off(arguments(rng, 7, 5, 11, 3)))
