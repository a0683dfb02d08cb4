"""How the network with a skip connection goes wrong: slopes in the wrong place, and the loss at its end."""

import _faulty_parts as wrong
from _reference_parts import error_gradient, relu, residual, residual_slope, slope
from residual_network import network

from autograder.authoring import misconception


def with_slopes(X, Y, W1, W2, own, passed):
    """The backward pass, with one slope of the output for the last layer itself, and one for what is passed down."""
    Z1 = X @ W1
    A1 = relu(Z1)
    Z2 = A1 @ W2
    dG = error_gradient(residual(Z2), Y)
    dWs, _ = wrong.backward_with(dG, [X, A1], [W1, W2], [slope(Z1), own(Z2)], [1, passed(Z2)])
    return tuple(dWs)


@misconception("residual_network_gradients")
def slope_not_passed_down(X, Y, W1, W2):
    """The slope at the output is in the gradient of the last layer. Is it in the gradient that you pass down?"""
    return with_slopes(X, Y, W1, W2, residual_slope, wrong.ones)


@misconception("residual_network_gradients")
def slope_only_passed_down(X, Y, W1, W2):
    """The slope at the output is in the gradient that you pass down. Is it in the gradient of the last layer, too?"""
    return with_slopes(X, Y, W1, W2, wrong.ones, residual_slope)


@misconception("residual_network_gradients", error=wrong.WITHOUT_TARGET)
def label_forgotten(X, Y, W1, W2, error):
    """What should all gradients be where every output is exactly right? Do you use every argument?"""
    return network(X, Y, W1, W2, error=error)


@misconception("residual_network_gradients", error=wrong.SLOPES_OF_OUTPUT)
def slope_of_output(X, Y, W1, W2, error):
    """Your gradients tell how the output changes. Where does the loss come in?"""
    return network(X, Y, W1, W2, error=error)


@misconception("residual_network_gradients", error=wrong.LOSSES)
def loss_for_gradient(X, Y, W1, W2, error):
    """You start from the loss itself. How does the loss change with the output?"""
    return network(X, Y, W1, W2, error=error)


@misconception("residual_network_gradients")
def paths_averaged(X, Y, W1, W2):
    """Two paths lead from z² to g. Do they add up, or is their mean taken?"""
    return network(X, Y, W1, W2, output=lambda Z2: residual(Z2) / 2)


@misconception("residual_network_gradients", name="paths-averaged")
def paths_averaged_both_ways(X, Y, W1, W2):
    return network(X, Y, W1, W2, lambda Z2: residual(Z2) / 2, lambda Z2: residual_slope(Z2) / 2)


@misconception("residual_network_gradients", name="paths-averaged")
def relu_path_halved(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=lambda Z2: 1 + slope(Z2) / 2)


@misconception("residual_network_gradients", name="paths-averaged")
def relu_path_halved_both_ways(X, Y, W1, W2):
    return network(X, Y, W1, W2, lambda Z2: Z2 + relu(Z2) / 2, lambda Z2: 1 + slope(Z2) / 2)
