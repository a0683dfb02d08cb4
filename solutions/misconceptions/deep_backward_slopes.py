"""How the backward pass through L layers goes wrong: the loss at its start, and slopes in the wrong place."""

import _faulty_parts as wrong
from _reference_parts import error_gradient, relu, slope
from deep_backward import back

from autograder.authoring import misconception


def with_slopes(X, Y, Ws, Zs, As, own, passed):
    return wrong.backward_with(error_gradient(As[-1], Y), [X, *As[:-1]], Ws, own, passed)


def of_hidden_layers(Zs):
    """The slopes of all layers; the last one is linear."""
    return [*map(slope, Zs[:-1]), 1]


@misconception("deep_backward")
def slope_not_passed_down(X, Y, Ws, Zs, As):
    """The slope of each ReLU is in the gradients of its own layer. Is it in the gradient that you pass down?"""
    return with_slopes(X, Y, Ws, Zs, As, of_hidden_layers(Zs), [1] * len(Ws))


@misconception("deep_backward")
def slope_only_passed_down(X, Y, Ws, Zs, As):
    """The slope of each ReLU is in the gradient that you pass on. Is it in the gradients of its own layer, too?"""
    return with_slopes(X, Y, Ws, Zs, As, [1] * len(Ws), of_hidden_layers(Zs))


@misconception("deep_backward")
def mask_of_own_layer(X, Y, Ws, Zs, As):
    """A ReLU has its slope at its own pre-activation. Which layer's pre-activation is in your mask?"""
    return with_slopes(X, Y, Ws, Zs, As, [1] * len(Ws), [*map(slope, Zs)])


@misconception("deep_backward", error=wrong.WITHOUT_TARGET)
def label_forgotten(X, Y, Ws, Zs, As, error):
    """What should all gradients be where every output is exactly right? Do you use every argument?"""
    return starting_from(error, X, Y, Ws, Zs, As)


@misconception("deep_backward", error=wrong.SLOPES_OF_OUTPUT)
def slope_of_output(X, Y, Ws, Zs, As, error):
    """Your gradients tell how the output changes. Where does the loss come in?"""
    return starting_from(error, X, Y, Ws, Zs, As)


@misconception("deep_backward", error=wrong.LOSSES)
def loss_for_gradient(X, Y, Ws, Zs, As, error):
    """You start from the loss itself. How does the loss change with the output?"""
    return starting_from(error, X, Y, Ws, Zs, As)


def starting_from(error, X, Y, Ws, Zs, As):
    return wrong.backward_with(error(As[-1], Y), [X, *As[:-1]], Ws, of_hidden_layers(Zs), of_hidden_layers(Zs))


@misconception("deep_backward", biases=wrong.BIASES_FROM_WEIGHTS)
def bias_from_weight_gradient(X, Y, Ws, Zs, As, biases):
    """Is a bias multiplied by an input in the forward pass? From which array does its gradient follow?"""
    dWs, _ = back(X, Y, Ws, Zs, As)
    return dWs, [*map(biases, dWs)]


@misconception("deep_forward", layer=wrong.MISPLACED)
def bias_in_the_wrong_place(X, Ws, bs, layer):
    """A bias is the weight of an input that is always 1. Did you put that input where its bias belongs?"""
    Zs, As = [], [X]
    for W, b in zip(Ws, bs):
        Zs.append(layer(As[-1], W, b))
        As.append(relu(Zs[-1]))
    return Zs, [*As[1:-1], Zs[-1]]


@misconception("deep_backward", other=wrong.OTHER_SLOPES)
def slope_of_another_activation(X, Y, Ws, Zs, As, other):
    """Which activation function do the hidden layers have? Yours is the slope of another one."""
    return back(X, Y, Ws, Zs, As, down=wrong.masked(lambda Z: other(relu(Z))))
