"""Hidden checks of the network that ends in a ReLU."""

import numpy as np
from _inputs import SCALES, far_off, in_a_row
from _without_biases import EQUAL, arguments, by_hand, of_every_dtype_and_size, of_several_shapes

from autograder.authoring import Case, check, inputs
from autograder.authoring.purpose import FORMULA, NUMBER_TYPES, PARTIAL_CREDIT, ROUNDING, SHAPE_HANDLING


@check("relu_network_gradients", points=0.875, purpose=FORMULA)
def gradients_of_several_shapes(rng):
    """Networks and batches of several shapes, neurons on, off, and dead in both layers"""
    yield from of_several_shapes(rng)


@check("relu_network_gradients", points=0.5, purpose=PARTIAL_CREDIT)
def gradients_by_hand(rng):
    """Small networks, to be followed by hand"""
    yield from by_hand(rng)


@check("relu_network_gradients", points=0.5, purpose=PARTIAL_CREDIT)
def gradients_of_dead_networks(rng):
    """Networks with an output, or all of them, off on every data point"""
    for columns in (slice(None), slice(1)):
        drawn = arguments(rng, 7, 5, 11, 3)
        drawn["W2"][:, columns] = -np.abs(drawn["W2"][:, columns])
        yield Case(**drawn)
    drawn = arguments(rng, 7, 5, 11, 3)
    drawn["W2"][:] = np.abs(drawn["W2"])
    yield Case(**drawn)


@check("relu_network_gradients", points=0.5, purpose=SHAPE_HANDLING)
def gradients_where_shapes_do_not_tell(rng):
    """All widths equal, so that a wrong order of factors still has a shape that fits"""
    yield Case(**far_off(arguments(rng, *EQUAL)))


@check("relu_network_gradients", points=0.5, purpose=NUMBER_TYPES)
def gradients_of_whole_numbers(rng):
    """Integers and float32 as inputs, very small and very large numbers"""
    yield from of_every_dtype_and_size(rng)


@check("relu_network_gradients", points=0.5)
def gradients_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(arguments(rng, 7, 5, 11, 3), far_off(arguments(rng, 7, 5, 11, 3)))


def pre_activations(rng, n, m, numbers=inputs.away_from_zero):
    """Of `m` neurons: every third is off on all data points, every third on one only, the rest on on all but one."""
    Z = np.abs(numbers(rng, (n, m)))
    on = np.zeros((n, m), dtype=bool)
    on[rng.integers(n, size=m), range(m)] = True
    on[:, 0::3] = False
    on[:, 2::3] ^= True
    return {"Z": np.where(on, Z, -Z)}


@check("dead_neurons", points=0.5, purpose=FORMULA)
def batches_with_dead_neurons(rng):
    """Batches of several shapes: neurons that are always off, almost always off, almost always on"""
    for sizes in ((7, 11), (101, 7), (5, 5), (1, 5), (7, 1)):
        yield Case(**pre_activations(rng, *sizes))
    Z = np.abs(inputs.away_from_zero(rng, (7, 5)))
    yield Case(Z=Z)
    yield Case(Z=-Z)


@check("dead_neurons", points=0.25, purpose=ROUNDING)
def dead_neurons_of_every_size(rng):
    """Very small and very large numbers, integers, float32"""
    for factor in SCALES:
        yield Case(Z=pre_activations(rng, 7, 5)["Z"] * factor)
    yield Case(**pre_activations(rng, 7, 5, inputs.integers))
    yield Case(Z=pre_activations(rng, 7, 5)["Z"].astype(np.float32))


@check("dead_neurons", points=0.25)
def dead_neurons_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(pre_activations(rng, 7, 5), {"Z": inputs.away_from_zero(rng, (7, 5))})
