"""How the skip connection goes wrong."""

import numpy as np
from _right import error_gradient, relu, weight_gradients

from autograder.authoring import misconception


def forward(X, W1, W2):
    Z1 = X @ W1
    Z2 = relu(Z1) @ W2
    return Z1, Z2, Z2 + relu(Z2)


@misconception("residual_forward")
def skip_forgotten(Z2):
    """There is a way around the activation function. Try a negative number: does it get through?"""
    return relu(Z2)


@misconception("residual_forward")
def relu_forgotten(Z2):
    """One path goes around the activation function. What about the other one?"""
    return Z2 * 1.0


@misconception("residual_forward")
def input_doubled(Z2):
    """Both paths meet at the output, but do they carry the same on their way? Try a negative number."""
    return Z2 + Z2


@misconception("residual_forward")
def relu_around_the_sum(Z2):
    """Does the activation function stand on one of the paths, or behind the point where they meet?"""
    return relu(Z2 + Z2)


@misconception("residual_forward")
def mutates_input(Z2):
    """After the call, what has become of the array that the caller handed in?"""
    Z2 += relu(Z2)
    return Z2


@misconception("residual_backward", name="skip-forgotten")
def slope_without_skip(dG, Z2):
    """How many paths lead back from the output to the pre-activation, and do their slopes add up or multiply?"""
    return dG * (Z2 > 0)


@misconception("residual_backward", name="relu-forgotten")
def slope_without_relu(dG, Z2):
    """The skip path is there. What does the other path pass back?"""
    return dG * 1.0


@misconception("residual_backward")
def slope_always_two(dG, Z2):
    """Are both paths open at every pre-activation?"""
    return dG * 2


@misconception("residual_backward")
def mask_inverted(dG, Z2):
    """On which side of 0 is ReLU flat?"""
    return dG * (1 + (Z2 < 0))


@misconception("residual_backward")
def mask_by_upstream(dG, Z2):
    """Your mask looks at the gradient from above. Did the unit know that gradient when it switched on or off?"""
    return dG + relu(dG)


@misconception("residual_backward")
def upstream_on_one_path(dG, Z2):
    """What comes from above goes back along both paths. Check your parentheses."""
    return dG + (Z2 > 0)


@misconception("residual_backward")
def slope_by_division(dG, Z2):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    return dG * (Z2 + relu(Z2)) / Z2


@misconception("residual_backward", name="mutates-input")
def upstream_overwritten(dG, Z2):
    """After the call, what has become of the gradient that the caller handed in?"""
    dG[Z2 > 0] *= 2
    return dG


@misconception("residual_backward")
def int_truncation(dG, Z2):
    """What type has your result array when the pre-activations are whole numbers, and what fits in it?"""
    dZ2 = np.zeros_like(Z2)
    dZ2[...] = dG * (1 + (Z2 > 0))
    return dZ2


@misconception("residual_network_gradients", name="skip-forgotten")
def skip_forgotten_going_back(X, Y, W1, W2):
    """Your forward pass has two paths to the output. How many has your backward pass?"""
    Z1, Z2, G = forward(X, W1, W2)
    return weight_gradients(error_gradient(G, Y) * (Z2 > 0), X, Z1, W2)


@misconception("residual_network_gradients")
def skip_forgotten_going_forward(X, Y, W1, W2):
    """Your backward pass has two paths from the output. How many has your forward pass?"""
    Z1, Z2, _ = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y) * (1 + (Z2 > 0)), X, Z1, W2)


@misconception("residual_network_gradients")
def no_skip_at_all(X, Y, W1, W2):
    """How does your network differ from the one without the skip connection? Watch where the output unit is off."""
    Z1, Z2, _ = forward(X, W1, W2)
    return weight_gradients(error_gradient(relu(Z2), Y) * (Z2 > 0), X, Z1, W2)


@misconception("residual_network_gradients", name="relu-forgotten")
def relu_forgotten_going_back(X, Y, W1, W2):
    """The skip path is there. What does the other path pass back?"""
    Z1, _, G = forward(X, W1, W2)
    return weight_gradients(error_gradient(G, Y), X, Z1, W2)


@misconception("residual_network_gradients")
def identity_output(X, Y, W1, W2):
    """One path goes around the output's activation function. Where is the path that goes through it?"""
    Z1, Z2, _ = forward(X, W1, W2)
    return weight_gradients(error_gradient(Z2, Y), X, Z1, W2)


@misconception("residual_network_gradients", name="slope-always-two")
def both_paths_always_open(X, Y, W1, W2):
    """Are both paths open at every pre-activation?"""
    Z1, _, G = forward(X, W1, W2)
    return weight_gradients(2 * error_gradient(G, Y), X, Z1, W2)


@misconception("residual_network_gradients")
def skip_in_hidden_layer(X, Y, W1, W2):
    """In which layer does the skip connection stand? Look at the drawing."""
    Z1 = X @ W1
    A1 = Z1 + relu(Z1)
    Z2 = A1 @ W2
    dZ2 = error_gradient(Z2 + relu(Z2), Y) * (1 + (Z2 > 0))
    return X.T @ (dZ2 @ W2.T * (1 + (Z1 > 0))), A1.T @ dZ2


@misconception("residual_network_gradients")
def missing_relu_mask(X, Y, W1, W2):
    """The skip connection spares the output unit. What about a hidden unit that is off?"""
    Z1, Z2, G = forward(X, W1, W2)
    dZ2 = error_gradient(G, Y) * (1 + (Z2 > 0))
    return X.T @ (dZ2 @ W2.T), relu(Z1).T @ dZ2


@misconception("residual_network_gradients")
def layer_2_from_pre_activation(X, Y, W1, W2):
    """What was it that went into the second layer on the way forward?"""
    Z1, Z2, G = forward(X, W1, W2)
    dZ2 = error_gradient(G, Y) * (1 + (Z2 > 0))
    return weight_gradients(dZ2, X, Z1, W2)[0], Z1.T @ dZ2


@misconception("residual_network_gradients")
def missing_second_weights(X, Y, W1, W2):
    """What lies between a hidden unit and the output? A 1 there would hide it: try another number."""
    Z1, Z2, G = forward(X, W1, W2)
    dZ2 = error_gradient(G, Y) * (1 + (Z2 > 0))
    return X.T @ (dZ2.sum(axis=1, keepdims=True) * (Z1 > 0)), relu(Z1).T @ dZ2


@misconception("residual_network_gradients")
def missing_factor_2(X, Y, W1, W2):
    """All gradients are off by the same factor, so look at where they all come from: what is the slope of a square?"""
    Z1, Z2, G = forward(X, W1, W2)
    return weight_gradients(error_gradient(G, Y) / 2 * (1 + (Z2 > 0)), X, Z1, W2)


@misconception("residual_network_gradients")
def sum_not_mean(X, Y, W1, W2):
    """Put every data point into the batch twice. Should the gradients change?"""
    Z1, Z2, G = forward(X, W1, W2)
    return weight_gradients(2 * (G - Y) * (1 + (Z2 > 0)), X, Z1, W2)


@misconception("residual_network_gradients")
def swapped_outputs(X, Y, W1, W2):
    """You found the second layer's gradient first. In which order should the two come back?"""
    Z1, Z2, G = forward(X, W1, W2)
    return weight_gradients(error_gradient(G, Y) * (1 + (Z2 > 0)), X, Z1, W2)[::-1]
