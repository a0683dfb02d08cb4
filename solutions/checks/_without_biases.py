"""Cases for the network without biases, shared by its two exercises, which differ after the last pre-activation."""

from _inputs import FLOAT32, SCALES, far_off, in_float32, small_networks
from _networks import network

from autograder.authoring import Case

SIZES = (7, 5, 11, 3), (1, 5, 11, 3), (7, 2, 5, 1), (7, 3, 2, 5)  # data points, inputs, hidden neurons, outputs
EQUAL = 5, 5, 5, 5
WHOLE = {"X"}, {"W1"}, {"W2"}, {"X", "W1"}, {"X", "Y", "W1", "W2"}


def arguments(rng, *sizes, factor=1, **kinds):
    net = network(rng, *sizes, biases=False, **kinds).scaled(factor)
    return {"X": net.X, "Y": net.Y, "W1": net.Ws[0], "W2": net.Ws[1]}


def of_several_shapes(rng):
    for sizes in SIZES:
        yield Case(**arguments(rng, *sizes))
    yield Case(**arguments(rng, 7, 5, 11, 3, dead=True))
    yield Case(**far_off(arguments(rng, 7, 5, 11, 3)))


def by_hand(rng):
    for X, Y, W1, W2 in small_networks(rng):
        for sign in (-1, 1):  # the output on, and off
            yield Case(X=X, Y=Y, W1=W1, W2=sign * W2)


def of_every_dtype_and_size(rng):
    for whole in WHOLE:
        yield Case(**arguments(rng, 7, 5, 3, 2, whole=whole))
    yield Case(**in_float32(arguments(rng, 7, 5, 11, 3))).within(rtol=FLOAT32)
    for factor in SCALES:
        yield Case(**arguments(rng, 7, 5, 11, 3, factor=factor))
    yield Case(**far_off(arguments(rng, 7, 5, 11, 3)))
