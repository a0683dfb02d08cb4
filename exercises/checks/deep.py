"""5. L layers, and the reuse of computation."""

from types import SimpleNamespace

import numpy as np
from _networks import BATCH, ONE_LAYER, THREE_LAYERS, WORKED_EXAMPLE

from autograder.authoring import Case, check
from autograder.authoring.finite_differences import AGREEMENT, central_differences
from autograder.authoring.properties import arguments_unchanged


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


@check("deep_forward", points=0.5)
def forward_through_two_layers():
    """Two layers: the lecture's example, and a batch with a negative output

    The networks of two_layer_forward in lists, so that the answers can be compared: code that is
    written out for two layers keeps these points.
    """
    yield forward(in_lists(WORKED_EXAMPLE))
    yield forward(in_lists(BATCH))


@check("deep_forward", points=0.5)
def forward_through_three_layers():
    """Three layers of different widths, by hand

    A hidden layer on top of another: code that is written out for two layers is found here.
    """
    yield forward(THREE_LAYERS)


@check("deep_forward", points=0.25)
def forward_through_one_layer():
    """One layer: no hidden layer, so no ReLU"""
    yield forward(ONE_LAYER)


@check("deep_forward", points=0.25)
def network_left_as_it_was():
    """The data, the weights and the biases are left as they were"""
    yield forward(in_lists(BATCH)).satisfies(arguments_unchanged)


@check("deep_backward", points=0.5)
def back_through_two_layers():
    """Two layers: the lecture's example, and a batch by hand

    The networks of two_layer_backward in lists, so that the answers can be compared: code that is
    written out for two layers keeps these points.
    """
    yield backward(in_lists(WORKED_EXAMPLE))
    yield backward(in_lists(BATCH))


@check("deep_backward", points=0.5)
def back_through_three_layers():
    """Three layers of different widths, by hand

    A hidden layer on top of another, to be followed by hand: central differences measure the same
    network, with data that are hard to follow.
    """
    yield backward(THREE_LAYERS)


@check("deep_backward", points=0.5)
def back_through_one_layer():
    """One layer: there is nothing below it to pass a gradient to"""
    yield backward(ONE_LAYER)


@check("deep_backward", points=1)
def agrees_with_central_differences(rng, deep_forward, training_error):
    """Central differences of the error give the same in all three layers

    Shows a way to check any gradient: it measures the slope, and needs no formula for it.
    """
    net = THREE_LAYERS
    X, Y = (array + rng.uniform(-0.1, 0.1, size=array.shape) for array in (net.X, net.Y))
    Zs, As = deep_forward(X, net.Ws, net.bs)

    def slopes(parameters, layer):
        def error(at):
            moved = [*parameters[:layer], at, *parameters[layer + 1 :]]
            Ws, bs = (moved, net.bs) if parameters is net.Ws else (net.Ws, moved)
            return training_error(deep_forward(X, Ws, bs)[1][-1], Y)

        return central_differences(error, parameters[layer])

    yield (
        Case(X=X, Y=Y, Ws=net.Ws, Zs=Zs, As=As)
        .gives(dWs=[slopes(net.Ws, layer) for layer in range(3)], dbs=[slopes(net.bs, layer) for layer in range(3)])
        .within(rtol=AGREEMENT)
    )


@check("deep_backward", points=0.5)
def what_was_kept_is_left_as_it_was():
    """The lists that came in, and the arrays in them, are left as they were"""
    yield backward(in_lists(WORKED_EXAMPLE)).satisfies(arguments_unchanged)
    yield backward(THREE_LAYERS).satisfies(arguments_unchanged)
