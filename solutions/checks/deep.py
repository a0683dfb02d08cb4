"""Hidden checks of the network with L layers."""

from _inputs import FLOAT32, SCALES, far_off, in_a_row
from _networks import network

from autograder.authoring import AcrossCases, Case, check
from autograder.authoring.properties import cost_grows_linearly
from autograder.authoring.purpose import FORMULA, NUMBER_TYPES, PARTIAL_CREDIT, ROUNDING

SIZES = (7, 5, 11, 3), (7, 5, 11, 2, 3), (1, 5, 3, 7, 11, 3), (7, 1, 3, 5, 1)  # data points, then the widths
THREE_LAYERS = 7, 5, 11, 7, 3
EQUAL = (5, 5, 5, 5, 5), (7, 3, 3, 3)
ONE_LAYER, THIRTY_LAYERS = (7, 5, 3), (5, *[4] * 30, 3)
EVERYTHING = {"X", "Y", "W1", "b1", "W2", "b2", "W3", "b3"}
WHOLE = {"X"}, {"W2"}, {"X", "W1", "b1"}, EVERYTHING - {"Y"}, EVERYTHING


def forward(net):
    return {"X": net.X, "Ws": net.Ws, "bs": net.bs}


def backward(net, deep_forward):
    Zs, As = deep_forward(net.X, net.Ws, net.bs)
    return {"X": net.X, "Y": net.Y, "Ws": net.Ws, "Zs": Zs, "As": As}


@check("deep_forward", points=0.5, purpose=FORMULA)
def forward_of_several_depths(rng):
    """Networks of several depths and widths, neurons on, off, and dead"""
    for sizes in (*SIZES, *EQUAL):
        yield Case(**forward(network(rng, *sizes)))
    yield Case(**forward(network(rng, *THREE_LAYERS, dead=True)))


@check("deep_forward", points=0.5)
def forward_through_one_layer_and_through_thirty(rng):
    """One layer, and thirty"""
    for sizes in (ONE_LAYER, (1, 5, 3), THIRTY_LAYERS):
        yield Case(**forward(network(rng, *sizes)))


@check("deep_forward", points=0.25, purpose=NUMBER_TYPES)
def forward_of_whole_numbers(rng):
    """Integers and float32 as inputs, very small and very large numbers"""
    for whole in ({"X"}, {"X", "W1", "b1"}, EVERYTHING):
        yield Case(**forward(network(rng, *THREE_LAYERS, whole=whole)))
    yield Case(**forward(network(rng, *THREE_LAYERS).in_float32())).within(rtol=FLOAT32)
    for factor in SCALES:
        yield Case(**forward(network(rng, *THREE_LAYERS).scaled(factor)))


@check("deep_forward", points=0.25)
def forward_call_after_call(rng):
    """Repeated calls, arguments unchanged"""
    yield from in_a_row(*(forward(network(rng, *THREE_LAYERS)) for _ in range(2)))


@check("deep_backward", points=2.125, purpose=FORMULA)
def backward_of_several_depths(rng, deep_forward):
    """Networks of several depths and widths, neurons on, off, and dead, outputs of both signs"""
    for sizes in SIZES:
        yield Case(**backward(network(rng, *sizes), deep_forward))
    yield Case(**backward(network(rng, *THREE_LAYERS, dead=True), deep_forward))
    yield Case(**far_off(backward(network(rng, *THREE_LAYERS), deep_forward)))


@check("deep_backward", points=1.5)
def backward_through_one_layer_and_through_thirty(rng, deep_forward):
    """One layer, and thirty"""
    for sizes in (ONE_LAYER, (1, 5, 3)):
        yield Case(**far_off(backward(network(rng, *sizes), deep_forward)))
    yield Case(**backward(network(rng, *THIRTY_LAYERS), deep_forward))


@check("deep_backward", points=1, purpose=PARTIAL_CREDIT)
def backward_where_shapes_do_not_tell(rng, deep_forward):
    """All widths equal, so that a wrong layer's array still has a shape that fits"""
    for sizes in EQUAL:
        yield Case(**far_off(backward(network(rng, *sizes), deep_forward)))


@check("deep_backward", points=0.5)
def backward_of_whole_numbers(rng, deep_forward):
    """Integers and float32 as inputs"""
    for whole in WHOLE:
        yield Case(**backward(network(rng, *THREE_LAYERS, whole=whole), deep_forward))
    yield Case(**backward(network(rng, *THREE_LAYERS).in_float32(), deep_forward)).within(rtol=FLOAT32)


@check("deep_backward", points=0.5, purpose=ROUNDING)
def backward_of_every_size(rng, deep_forward):
    """Very small and very large numbers, and no error at all"""
    for factor in SCALES:
        yield Case(**far_off(backward(network(rng, *THREE_LAYERS).scaled(factor), deep_forward)))
    arguments = backward(network(rng, *THREE_LAYERS), deep_forward)
    yield Case(**{**arguments, "Y": arguments["As"][-1]})


@check("deep_backward", points=0.5)
def backward_call_after_call(rng, deep_forward):
    """Repeated calls, arguments unchanged"""
    first, second = (backward(network(rng, *THREE_LAYERS), deep_forward) for _ in range(2))
    yield from in_a_row(first, far_off(second))


@check("deep_backward", points=0.75)
def backward_reuses_what_it_has(rng, deep_forward):
    """Right, and at a cost that grows in proportion to the number of layers"""
    # With reuse, L layers take 2L - 1 products of matrices; without, L + L (L - 1) / 2. Counted beside the
    # student's code, and so forgeable. Every hidden layer has two neurons on and one off, so that it is as much work
    # as any other for a function that leaves out what is off.
    for L in (8, 16, 32):
        drawn = backward(network(rng, 1, *[3] * (L + 1), on=2), deep_forward)
        yield Case(**drawn).counting_cost()
    yield AcrossCases(cost_grows_linearly("the number of layers", look="You already have dJ/dZ one layer up."))
