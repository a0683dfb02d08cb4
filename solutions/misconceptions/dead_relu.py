"""How the network with a ReLU at its output goes wrong."""

import numpy as np
from _right import error_gradient, relu, weight_gradients

from autograder.authoring import misconception


def forward(X, W1, W2):
    Z1 = X @ W1
    return Z1, relu(Z1), relu(Z1) @ W2


@misconception("relu_network_gradients")
def identity_output(X, Y, W1, W2):
    """Can this network answer with a negative number? Draw it, and count its activation functions."""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(error_gradient(Z2, Y), X, Z1, W2)


@misconception("relu_network_gradients")
def output_mask_forgotten(X, Y, W1, W2):
    """Where the output unit is off, does G change when a weight changes by a little?"""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y), X, Z1, W2)


@misconception("relu_network_gradients")
def missing_relu_mask(X, Y, W1, W2):
    """A hidden unit that is off: do the weights that lead into it have any influence on G?"""
    _, A1, Z2 = forward(X, W1, W2)
    dZ2 = error_gradient(relu(Z2), Y) * (Z2 > 0)
    return X.T @ (dZ2 @ W2.T), A1.T @ dZ2


@misconception("relu_network_gradients")
def mask_by_weight(X, Y, W1, W2):
    """Which number decides whether a hidden unit is on? Try a negative input."""
    _, A1, Z2 = forward(X, W1, W2)
    dZ2 = error_gradient(relu(Z2), Y) * (Z2 > 0)
    return X.T @ (dZ2 @ W2.T * (W1.sum(axis=0) > 0)), A1.T @ dZ2


@misconception("relu_network_gradients")
def mask_shared_by_batch(X, Y, W1, W2):
    """Can a hidden unit be off for one data point and on for the next?"""
    Z1, A1, Z2 = forward(X, W1, W2)
    dZ2 = error_gradient(relu(Z2), Y) * (Z2 > 0)
    return X.T @ (dZ2 @ W2.T * (Z1 > 0).all(axis=0)), A1.T @ dZ2


@misconception("relu_network_gradients")
def layer_2_from_pre_activation(X, Y, W1, W2):
    """What was it that went into the second layer on the way forward?"""
    Z1, _, Z2 = forward(X, W1, W2)
    dZ2 = error_gradient(relu(Z2), Y) * (Z2 > 0)
    return weight_gradients(dZ2, X, Z1, W2)[0], Z1.T @ dZ2


@misconception("relu_network_gradients")
def missing_second_weights(X, Y, W1, W2):
    """What lies between a hidden unit and the output? A 1 there would hide it: try another number."""
    Z1, A1, Z2 = forward(X, W1, W2)
    dZ2 = error_gradient(relu(Z2), Y) * (Z2 > 0)
    return X.T @ (dZ2.sum(axis=1, keepdims=True) * (Z1 > 0)), A1.T @ dZ2


@misconception("relu_network_gradients")
def missing_factor_2(X, Y, W1, W2):
    """All gradients are off by the same factor, so look at where they all come from: what is the slope of a square?"""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y) / 2 * (Z2 > 0), X, Z1, W2)


@misconception("relu_network_gradients")
def sum_not_mean(X, Y, W1, W2):
    """Put every data point into the batch twice. Should the gradients change?"""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(2 * (relu(Z2) - Y) * (Z2 > 0), X, Z1, W2)


@misconception("relu_network_gradients")
def averaged_twice(X, Y, W1, W2):
    """The batch size enters once. At how many places do you divide?"""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y) * (Z2 > 0) / len(X), X, Z1, W2)


@misconception("relu_network_gradients")
def swapped_outputs(X, Y, W1, W2):
    """You found the second layer's gradient first. In which order should the two come back?"""
    Z1, _, Z2 = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y) * (Z2 > 0), X, Z1, W2)[::-1]


@misconception("dead_neurons")
def any_for_all(Z):
    """Is a unit dead when it is off for one data point, or only when it is off for every one?"""
    return (Z < 0).any(axis=0)


@misconception("dead_neurons")
def wrong_axis(Z):
    """Which axis of Z counts the units, and which the data points?"""
    return (Z < 0).all(axis=1)


@misconception("dead_neurons")
def flipped_condition(Z):
    """Do you point out the dead units, or those that still live?"""
    return (Z >= 0).any(axis=0)


@misconception("dead_neurons")
def negative_on_average(Z):
    """Can a unit live on a few data points although it is off on most of them?"""
    return Z.mean(axis=0) < 0


@misconception("dead_neurons")
def one_for_the_layer(Z):
    """For how many units should you answer, and how many answers do you give?"""
    return (Z < 0).all()


@misconception("dead_neurons")
def kept_as_row(Z):
    """How many axes should your answer have?"""
    return (Z < 0).all(axis=0, keepdims=True)


@misconception("dead_neurons")
def indices_not_mask(Z):
    """Should your answer name the dead units, or say yes or no for each of them?"""
    return np.flatnonzero((Z < 0).all(axis=0))
