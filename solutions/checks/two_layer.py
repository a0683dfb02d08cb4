"""Hidden checks of the network with one hidden layer."""

import numpy as np
from _inputs import FLOAT32, SCALES, far_off, in_a_row, small_networks
from _networks import Network, network

from autograder.authoring import Case, check
from autograder.authoring.purpose import FORMULA, NUMBER_TYPES, PARTIAL_CREDIT, ROUNDING, SHAPE_HANDLING

SIZES = (7, 5, 11, 3), (1, 5, 11, 3), (7, 1, 5, 1), (7, 3, 2, 5)  # data points, inputs, hidden neurons, outputs
EQUAL = (5, 5, 5, 5), (7, 5, 7, 7)
FIRST_LAYER, SECOND_LAYER = {"X", "W1", "b1"}, {"W2", "b2"}
WHOLE = {"X"}, {"W2"}, FIRST_LAYER, FIRST_LAYER | SECOND_LAYER, FIRST_LAYER | SECOND_LAYER | {"Y"}


def forward(net):
    (W1, W2), (b1, b2) = net.Ws, net.bs
    return {"X": net.X, "W1": W1, "b1": b1, "W2": W2, "b2": b2}


def backward(net, two_layer_forward):
    Z1, A1, G = two_layer_forward(*forward(net).values())
    return {"X": net.X, "Y": net.Y, "W2": net.Ws[1], "Z1": Z1, "A1": A1, "G": G}


@check("two_layer_forward", points=0.5, purpose=FORMULA)
def forward_of_several_shapes(rng):
    """Networks and batches of several shapes, neurons on, off, and dead"""
    for sizes in (*SIZES, *EQUAL):
        yield Case(**forward(network(rng, *sizes)))
    yield Case(**forward(network(rng, 7, 5, 11, 3, dead=True)))


@check("two_layer_forward", points=0.25, purpose=NUMBER_TYPES)
def forward_of_whole_numbers(rng):
    """Integers and float32 as inputs, very small and very large numbers"""
    for whole in WHOLE[:-1]:
        yield Case(**forward(network(rng, 7, 5, 11, 3, whole=whole)))
    yield Case(**forward(network(rng, 7, 5, 11, 3).in_float32())).within(rtol=FLOAT32)
    for factor in SCALES:
        yield Case(**forward(network(rng, 7, 5, 11, 3).scaled(factor)))


@check("two_layer_forward", points=0.25)
def forward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(*(forward(network(rng, 7, 5, 11, 3)) for _ in range(2)))


@check("two_layer_backward", points=1.375, purpose=FORMULA)
def backward_of_several_shapes(rng, two_layer_forward):
    """Networks and batches of several shapes, neurons on, off, and dead, outputs of both signs"""
    for sizes in SIZES:
        yield Case(**backward(network(rng, *sizes), two_layer_forward))
    yield Case(**backward(network(rng, 7, 5, 11, 3, dead=True), two_layer_forward))
    yield Case(**far_off(backward(network(rng, 7, 5, 11, 3), two_layer_forward)))


@check("two_layer_backward", points=1, purpose=PARTIAL_CREDIT)
def backward_by_hand(rng, two_layer_forward):
    """Small networks, to be followed by hand"""
    for X, Y, W1, W2 in small_networks(rng):
        net = Network(X, Y, [W1, W2], [np.zeros(2), np.zeros(1)])
        yield Case(**backward(net, two_layer_forward))


@check("two_layer_backward", points=1, purpose=SHAPE_HANDLING)
def backward_where_shapes_do_not_tell(rng, two_layer_forward):
    """All widths equal, so that a wrong order of factors still has a shape that fits"""
    for sizes in EQUAL:
        yield Case(**far_off(backward(network(rng, *sizes), two_layer_forward)))


@check("two_layer_backward", points=0.5, purpose=NUMBER_TYPES)
def backward_of_whole_numbers(rng, two_layer_forward):
    """Integers and float32 as inputs"""
    for whole in WHOLE:
        yield Case(**backward(network(rng, 7, 5, 11, 3, whole=whole), two_layer_forward))
    yield Case(**backward(network(rng, 7, 5, 11, 3).in_float32(), two_layer_forward)).within(rtol=FLOAT32)


@check("two_layer_backward", points=0.5, purpose=ROUNDING)
def backward_of_every_size(rng, two_layer_forward):
    """Very small and very large numbers, and no error at all"""
    for factor in SCALES:
        yield Case(**far_off(backward(network(rng, 7, 5, 11, 3).scaled(factor), two_layer_forward)))
    arguments = backward(network(rng, 7, 5, 11, 3), two_layer_forward)
    yield Case(**{**arguments, "Y": arguments["G"]})


@check("two_layer_backward", points=0.5)
def backward_call_after_call(rng, two_layer_forward):
    """Repeated calls, arguments unchanged"""
    first, second = (backward(network(rng, 7, 5, 11, 3), two_layer_forward) for _ in range(2))
    yield from in_a_row(first, far_off(second))
