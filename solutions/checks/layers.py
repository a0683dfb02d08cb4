"""Hidden checks of the building blocks."""

import numpy as np
from _inputs import HUGE, SCALES, TINY, in_a_row, of_other_dtypes, scaled, with_zeros

from autograder.authoring import Case, check, inputs
from autograder.authoring.purpose import FORMULA, ROUNDING, SHAPE_HANDLING

SIZES = (7, 5, 3), (1, 5, 3), (7, 1, 3), (7, 5, 1)  # data points, inputs, outputs
EQUAL = (5, 5, 5), (7, 5, 7), (7, 7, 3)
SHAPES = (7, 5), (5, 5), (1, 11), (7, 1)


def forward(rng, numbers, n, d, o):
    return {"X": numbers(rng, (n, d)), "W": numbers(rng, (d, o)), "b": numbers(rng, (o,))}


def backward(rng, numbers, n, d, o):
    return {"dZ": numbers(rng, (n, o)), "X": numbers(rng, (n, d)), "W": numbers(rng, (d, o))}


def units(rng, numbers, shape):
    """Gradients that arrive at neurons; the first neuron is off for the whole batch, the last one on."""
    Z = numbers(rng, shape)
    if shape[1] > 2:
        Z[:, 0], Z[:, -1] = -np.abs(Z[:, 0]), np.abs(Z[:, -1])
    return {"dA": numbers(rng, shape), "Z": Z}


def outputs(rng, numbers, n, o):
    return {"G": numbers(rng, (n, o)), "Y": numbers(rng, (n, o))}


@check("linear_forward", points=0.5, purpose=FORMULA)
def forward_through_layers_of_several_shapes(rng):
    """Layers and batches of several shapes and scales"""
    for sizes in (*SIZES, *EQUAL):
        yield Case(**forward(rng, inputs.away_from_zero, *sizes))
    for factor in SCALES:
        yield Case(**scaled(forward(rng, inputs.away_from_zero, 7, 5, 3), factor))


@check("linear_forward", points=0.5)
def forward_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes(forward(rng, inputs.away_from_zero, 7, 5, 3), forward(rng, inputs.integers, 7, 5, 3))
    yield from in_a_row(forward(rng, inputs.away_from_zero, 7, 5, 3), forward(rng, inputs.away_from_zero, 7, 5, 3))


def far_beyond(arguments):
    """The same, so large that dZ · (X W) overflows, but no gradient does."""
    factors = {"dZ": 1e150, "X": 1e150, "W": 1e20}
    return {name: value * factors[name] for name, value in arguments.items()}


@check("linear_backward", points=1.375, purpose=FORMULA)
def backward_through_layers_of_several_shapes(rng):
    """Layers and batches of several shapes"""
    for sizes in SIZES:
        yield Case(**backward(rng, inputs.away_from_zero, *sizes))
    yield Case(**far_beyond(backward(rng, inputs.away_from_zero, 7, 5, 3)))


@check("linear_backward", points=1, purpose=SHAPE_HANDLING)
def backward_where_shapes_do_not_tell(rng):
    """Inputs, outputs and data points in equal numbers, so that a wrong order of factors still has a shape that fits"""
    for sizes in EQUAL:
        yield Case(**far_beyond(backward(rng, inputs.away_from_zero, *sizes)))


@check("linear_backward", points=0.5, purpose=ROUNDING)
def backward_of_every_size(rng):
    """Very small and very large numbers, and gradients of 0"""
    for factor in SCALES:
        yield Case(**scaled(backward(rng, inputs.away_from_zero, 7, 5, 3), factor))
    yield Case(**far_beyond(backward(rng, inputs.away_from_zero, 7, 5, 3)))
    arguments = backward(rng, inputs.away_from_zero, 7, 5, 3)
    yield Case(**{**arguments, "dZ": np.zeros((7, 3))})


@check("linear_backward", points=0.5)
def backward_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    yield from of_other_dtypes(backward(rng, inputs.away_from_zero, 7, 5, 3), backward(rng, inputs.integers, 7, 5, 3))


@check("linear_backward", points=0.5)
def backward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    first, second = (backward(rng, inputs.away_from_zero, 7, 5, 3) for _ in range(2))
    yield from in_a_row(first, far_beyond(second))


@check("relu_forward", points=0.25, purpose=FORMULA)
def relu_of_arrays(rng):
    """Arrays of several shapes and scales, zeros among them"""
    for shape in SHAPES[1:]:
        yield Case(Z=inputs.away_from_zero(rng, shape))
    for factor in SCALES:
        yield Case(Z=inputs.away_from_zero(rng, (7, 5)) * factor)
    yield Case(Z=with_zeros(rng, (7, 5)))
    for sign in (-1, 1):
        yield Case(Z=sign * np.abs(inputs.away_from_zero(rng, (7, 3))))


@check("relu_forward", points=0.25)
def relu_call_after_call(rng):
    """Integers and float32 as inputs; repeated calls, arguments unchanged"""
    yield from of_other_dtypes({"Z": inputs.away_from_zero(rng, (7, 3))}, {"Z": inputs.integers(rng, (7, 3))})
    yield from in_a_row({"Z": inputs.away_from_zero(rng, (7, 3))}, {"Z": inputs.away_from_zero(rng, (7, 3))})


@check("relu_backward", points=0.875, purpose=FORMULA)
def relu_backward_of_batches(rng):
    """Batches of several shapes, with neurons on, off, and dead"""
    for shape in SHAPES:
        yield Case(**units(rng, inputs.away_from_zero, shape))
    for sign in (-1, 1):
        drawn = units(rng, inputs.away_from_zero, (7, 3))
        yield Case(**{**drawn, "Z": sign * np.abs(drawn["Z"])})
    yield Case(**scaled(units(rng, inputs.away_from_zero, (7, 5)), HUGE))


@check("relu_backward", points=0.5, purpose="Accepts every slope from 0 to 1 at 0, and no other.")
def relu_backward_at_the_kink(rng):
    """Some pre-activations exactly 0"""
    for shape in ((7, 5), (1, 11)):
        Z = with_zeros(rng, shape)
        yield Case(dA=inputs.away_from_zero(rng, shape), Z=Z).either_side(Z=(Z - TINY, Z + TINY))


@check("relu_backward", points=0.5, purpose=ROUNDING)
def relu_backward_of_every_size(rng):
    """Very small and very large numbers"""
    for factor in (*SCALES, HUGE):
        yield Case(**scaled(units(rng, inputs.away_from_zero, (7, 5)), factor))


@check("relu_backward", points=0.5)
def relu_backward_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    yield from of_other_dtypes(units(rng, inputs.away_from_zero, (7, 5)), units(rng, inputs.integers, (7, 5)))


@check("relu_backward", points=0.5)
def relu_backward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    first, second = (units(rng, inputs.away_from_zero, (7, 5)) for _ in range(2))
    yield from in_a_row(first, scaled(second, HUGE))


@check("squared_loss_backward", points=0.875, purpose=FORMULA)
def loss_backward_of_batches(rng):
    """Batches of several shapes"""
    for sizes in ((7, 3), (7, 1), (1, 3), (5, 5)):
        yield Case(**outputs(rng, inputs.away_from_zero, *sizes))
    yield Case(**scaled(outputs(rng, inputs.away_from_zero, 7, 3), HUGE))


@check("squared_loss_backward", points=0.5, purpose=ROUNDING)
def loss_backward_of_every_size(rng):
    """Very small and very large errors, and none at all"""
    for factor in (*SCALES, HUGE):
        yield Case(**scaled(outputs(rng, inputs.away_from_zero, 7, 3), factor))
    G = inputs.away_from_zero(rng, (7, 3))
    yield Case(G=G, Y=G)
    yield Case(G=G, Y=G + np.eye(7, 3))


@check("squared_loss_backward", points=0.5)
def loss_backward_of_whole_numbers(rng):
    """Integers and float32 as inputs"""
    yield from of_other_dtypes(outputs(rng, inputs.away_from_zero, 7, 3), outputs(rng, inputs.integers, 7, 3))


@check("squared_loss_backward", points=0.5)
def loss_backward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    first, second = (outputs(rng, inputs.away_from_zero, 7, 3) for _ in range(2))
    yield from in_a_row(first, scaled(second, HUGE))
