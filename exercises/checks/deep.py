"""5. L layers, and the reuse of computation."""

from itertools import pairwise
from math import isqrt
from types import SimpleNamespace

import numpy as np
from _networks import BATCH, ONE_LAYER, THREE_LAYERS, WORKED_EXAMPLE

from autograder.authoring import Case, assume, check, gradient_of, numerical_gradients
from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero, has_both_signs, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import DERIVED, EXAMPLE, MEASURED, PARTIAL_CREDIT

WIDTHS = (2, 3, 4, 2)  # of the network that is measured


def in_lists(net):
    """A network of two layers, written as one of L layers."""
    return SimpleNamespace(
        X=net.X,
        Y=net.Y,
        Ws=[net.W1, net.W2],
        bs=[net.b1, net.b2],
        Zs=[net.Z1, net.G],
        As=[net.A1, net.G],
        dWs=[net.dW1, net.dW2],
        dbs=[net.db1, net.db2],
    )


def forward(net):
    """The forward pass of a network that was worked out by hand."""
    return Case(X=net.X, Ws=net.Ws, bs=net.bs).gives(Zs=net.Zs, As=net.As)


def backward(net):
    """The backward pass of a network that was worked out by hand."""
    return Case(X=net.X, Y=net.Y, Ws=net.Ws, Zs=net.Zs, As=net.As).gives(dWs=net.dWs, dbs=net.dbs)


def kept(rng, n, *widths):
    """What the forward pass of a data point that comes n times keeps: any pre-activations are those of some biases."""
    x, *zs = (away_from_zero(rng, width) for width in widths)
    activations = [*(z * (z > 0) for z in zs[:-1]), zs[-1]]
    Ws = [away_from_zero(rng, sides) * np.sqrt(2 / sides[0]) for sides in pairwise(widths)]
    X, *Zs = (np.tile(each, (n, 1)) for each in (x, *zs))
    As = [np.tile(each, (n, 1)) for each in activations]
    return {"X": X, "Y": away_from_zero(rng, Zs[-1].shape), "Ws": Ws, "Zs": Zs, "As": As}


@check("deep_forward", points=0.5, purpose=PARTIAL_CREDIT)
def forward_through_two_layers():
    """Two layers: the lecture's example, and a batch with a negative output"""
    yield forward(in_lists(WORKED_EXAMPLE))
    yield forward(in_lists(BATCH))


@check("deep_forward", points=0.5, purpose=PARTIAL_CREDIT)
def forward_through_three_layers():
    """Three layers of different widths, by hand"""
    yield forward(THREE_LAYERS)


@check("deep_forward", points=0.25)
def forward_through_one_layer():
    """One layer: no hidden layer, so no ReLU"""
    yield forward(ONE_LAYER)


@check("deep_forward", points=0.25)
def network_left_as_it_was():
    """The data, the weights and the biases are not changed"""
    yield forward(in_lists(BATCH)).satisfies(arguments_unchanged)


@check("deep_backward", points=0.5, purpose=PARTIAL_CREDIT)
def back_through_two_layers():
    """Two layers: the lecture's example, and a batch by hand"""
    yield backward(in_lists(WORKED_EXAMPLE))
    yield backward(in_lists(BATCH))


@check("deep_backward", points=0.5, purpose=EXAMPLE)
def back_through_three_layers():
    """Three layers of different widths, by hand"""
    yield backward(THREE_LAYERS)


@check("deep_backward", points=0.5)
def back_through_one_layer():
    """One layer: there is nothing below it to pass a gradient to"""
    yield backward(ONE_LAYER)


@gradient_of("deep_backward", points=1)
def agrees_with_central_differences(rng, deep_forward, training_error):
    """Central differences of the error give the same in all three layers

    J is your training_error of As[-1] and Y, with As from your deep_forward: three layers.
    """
    X, Y = one_decimal(rng, (3, WIDTHS[0])), one_decimal(rng, (3, WIDTHS[-1]))
    Ws = [one_decimal(rng, shape) for shape in pairwise(WIDTHS)]
    bs = [one_decimal(rng, width) for width in WIDTHS[1:]]
    Zs, As = deep_forward(X, Ws, bs)
    assume(has_both_signs(*Zs))

    def error(Ws, bs):
        return training_error(deep_forward(X, Ws, bs)[1][-1], Y)

    yield Case(X=X, Y=Y, Ws=Ws, Zs=Zs, As=As), numerical_gradients(error, Ws=Ws, bs=bs)


@check("deep_backward", points=0.5)
def what_was_kept_is_left_as_it_was():
    """The lists that came in, and the arrays in them, are not changed"""
    yield backward(in_lists(WORKED_EXAMPLE)).satisfies(arguments_unchanged)
    yield backward(THREE_LAYERS).satisfies(arguments_unchanged)


@check("deep_backward", points=0.125, purpose=DERIVED, varies=True)
def backward_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(
        lambda n, d, m: kept(rng, n, *[isqrt(d * m // 3)] * 4),
        shapes=lambda X, Y, Ws, Zs, As: {"dWs": [W.shape for W in Ws], "dbs": [W.shape[1:] for W in Ws]},
    )
