"""How the network with a ReLU at the output goes wrong: slopes in the wrong place, and the loss at its end."""

import _faulty_parts as wrong
from _reference_parts import error_gradient, relu, slope
from dead_relu import network

from autograder.authoring import misconception


def with_slopes(X, Y, W1, W2, own, passed):
    """The backward pass, with one slope of the output for the last layer itself, and one for what is passed down."""
    Z1 = X @ W1
    A1 = relu(Z1)
    Z2 = A1 @ W2
    dG = error_gradient(relu(Z2), Y)
    dWs, _ = wrong.backward_with(dG, [X, A1], [W1, W2], [slope(Z1), own(Z2)], [1, passed(Z2)])
    return tuple(dWs)


@misconception("relu_network_gradients")
def slope_not_passed_down(X, Y, W1, W2):
    """The slope at the output is in the gradient of the last layer. Is it in the gradient that you pass down?"""
    return with_slopes(X, Y, W1, W2, slope, wrong.ones)


@misconception("relu_network_gradients")
def slope_only_passed_down(X, Y, W1, W2):
    """The slope at the output is in the gradient that you pass down. Is it in the gradient of the last layer, too?"""
    return with_slopes(X, Y, W1, W2, wrong.ones, slope)


@misconception("relu_network_gradients", error=wrong.WITHOUT_TARGET)
def label_forgotten(X, Y, W1, W2, error):
    """What should all gradients be where every output is exactly right? Do you use every argument?"""
    return network(X, Y, W1, W2, error=error)


@misconception("relu_network_gradients", error=wrong.LOSSES)
def loss_for_gradient(X, Y, W1, W2, error):
    """You start from the loss itself. How does the loss change with the output?"""
    return network(X, Y, W1, W2, error=error)
