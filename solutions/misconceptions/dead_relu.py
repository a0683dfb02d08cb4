"""How the network with a ReLU at its output goes wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import relu, slope, without_biases

from autograder.authoring import misconception


def network(X, Y, W1, W2, output=relu, output_slope=slope, **parts):
    return without_biases(X, Y, W1, W2, output, output_slope, **parts)


@misconception("relu_network_gradients")
def identity_output(X, Y, W1, W2):
    """Which activation functions does this network have, and how does each change the gradient? Draw the network."""
    return network(X, Y, W1, W2, wrong.identity, wrong.ones)


@misconception("relu_network_gradients", name="identity-output")
def identity_output_going_back(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=wrong.ones)


@misconception("relu_network_gradients")
def missing_relu_mask(X, Y, W1, W2):
    """Take a hidden neuron that is off. Do the weights that lead into it have any influence on G?"""
    return network(X, Y, W1, W2, down=wrong.masked(wrong.ones))


@misconception("relu_network_gradients", name="missing-relu-mask")
def missing_masks(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=wrong.ones, down=wrong.masked(wrong.ones))


@misconception("relu_network_gradients", name="missing-relu-mask")
def missing_hidden_relu(X, Y, W1, W2):
    return network(X, Y, W1, W2, hidden=wrong.identity, down=wrong.masked(wrong.ones))


@misconception("relu_network_gradients")
def mask_inverted(X, Y, W1, W2):
    """On which side of 0 is ReLU flat?"""
    return network(X, Y, W1, W2, output_slope=wrong.off, down=wrong.masked(wrong.off))


@misconception("relu_network_gradients", name="mask-inverted")
def hidden_mask_inverted(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.masked(wrong.off))


@misconception("relu_network_gradients", name="mask-inverted")
def output_mask_inverted(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=wrong.off)


@misconception("relu_network_gradients", leak=wrong.LEAKS)
def leaky_slope(X, Y, W1, W2, leak):
    """What exactly is the slope of ReLU where it is off?"""
    leaky = wrong.leaky_slope(leak)
    return network(X, Y, W1, W2, output_slope=leaky, down=wrong.masked(leaky))


@misconception("relu_network_gradients", name="leaky-slope", leak=wrong.LEAKS)
def leaky_hidden_slope(X, Y, W1, W2, leak):
    return network(X, Y, W1, W2, down=wrong.masked(wrong.leaky_slope(leak)))


@misconception("relu_network_gradients", name="leaky-slope", leak=wrong.LEAKS)
def leaky_output_slope(X, Y, W1, W2, leak):
    return network(X, Y, W1, W2, output_slope=wrong.leaky_slope(leak))


@misconception("relu_network_gradients", name="leaky-slope", leak=wrong.LEAKS)
def leaky_network(X, Y, W1, W2, leak):
    leaky, slopes = wrong.leaky(leak), wrong.leaky_slope(leak)
    return network(X, Y, W1, W2, leaky, slopes, hidden=leaky, down=wrong.masked(slopes))


@misconception("relu_network_gradients")
def mask_only(X, Y, W1, W2):
    """The chain rule multiplies. What comes between the mask and the loss?"""
    return network(X, Y, W1, W2, error=lambda G, Y: np.ones(G.shape) / len(G))


@misconception("relu_network_gradients", name="mask-only")
def mask_only_summed(X, Y, W1, W2):
    return network(X, Y, W1, W2, error=lambda G, Y: np.ones(G.shape))


@misconception("relu_network_gradients", name="mask-only")
def hidden_mask_only(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.mask_alone)


@misconception("relu_network_gradients")
def activation_for_slope(X, Y, W1, W2):
    """Does the chain rule multiply by the value of ReLU, or by its slope?"""
    return network(X, Y, W1, W2, output_slope=relu, down=wrong.activation_for_slope)


@misconception("relu_network_gradients", name="activation-for-slope")
def hidden_activation_for_slope(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.activation_for_slope)


@misconception("relu_network_gradients")
def mask_by_upstream(X, Y, W1, W2):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return network(
        X,
        Y,
        W1,
        W2,
        error=lambda G, Y: relu(2 * (G - Y) / len(G)),
        output_slope=wrong.ones,
        down=wrong.down_by_upstream,
    )


@misconception("relu_network_gradients", name="mask-by-upstream")
def hidden_mask_by_upstream(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_by_upstream)


@misconception("relu_network_gradients")
def mask_by_weight(X, Y, W1, W2):
    """Which number decides whether a hidden neuron is on? Try a negative input."""
    return network(X, Y, W1, W2, down=lambda dZ2, W2, Z1: dZ2 @ W2.T * (W1.sum(axis=0) > 0))


@misconception("relu_network_gradients", name="mask-by-weight")
def weight_gradient_by_weight(X, Y, W1, W2):
    dW1, dW2 = network(X, Y, W1, W2, down=wrong.masked(wrong.ones))
    return dW1 * (W1 > 0), dW2


@misconception("relu_network_gradients", name="mask-by-weight")
def mask_by_weights_leading_out(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_by_positive_weights)


@misconception("relu_network_gradients")
def by_weight(X, Y, W1, W2):
    """A negative weight does not make a neuron dead. Which number does?"""
    dW1, dW2 = network(X, Y, W1, W2)
    return np.where(W1 < 0, 0, dW1), np.where(W2 < 0, 0, dW2)


@misconception("relu_network_gradients", name="by-weight")
def dead_by_weight(X, Y, W1, W2):
    dW1, dW2 = network(X, Y, W1, W2, down=wrong.masked(wrong.ones))
    alive = ~(W1 < 0).all(axis=0)
    return dW1 * alive, dW2 * alive[:, None]


@misconception("relu_network_gradients")
def mask_shared_by_batch(X, Y, W1, W2):
    """Can a neuron be off for one data point and on for another?"""
    return network(X, Y, W1, W2, down=wrong.mask_of_all)


@misconception("relu_network_gradients", name="mask-shared-by-batch")
def mask_of_any(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.mask_of_any)


@misconception("relu_network_gradients", name="mask-shared-by-batch")
def output_mask_of_any(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=lambda Z2: (Z2 > 0).any(axis=0))


@misconception("relu_network_gradients")
def any_for_all(X, Y, W1, W2):
    """Is one output that is off, on one data point, enough to stop all learning?"""
    dW1, dW2 = network(X, Y, W1, W2)
    off = (np.maximum(0, X @ W1) @ W2 < 0).any()
    return (0 * dW1, 0 * dW2) if off else (dW1, dW2)


@misconception("relu_network_gradients")
def layer_2_from_pre_activation(X, Y, W1, W2):
    """What was the input of the second layer in the forward pass?"""
    return network(X, Y, W1, W2, weights=lambda A, dZ: (A if A is X else X @ W1).T @ dZ)


@misconception("relu_network_gradients", rate=wrong.RATES)
def updated_before_used(X, Y, W1, W2, rate):
    """With which weights was G computed? Does your backward pass use the same ones?"""
    dW2 = network(X, Y, W1, W2)[1]
    return network(X, Y, W1, W2, down=lambda dZ2, W2, Z1: dZ2 @ (W2 - rate * dW2).T * slope(Z1))


@misconception("relu_network_gradients")
def missing_second_weights(X, Y, W1, W2):
    """What lies between a hidden neuron and the output? A weight of 1 hides this mistake: try another."""
    return network(X, Y, W1, W2, down=wrong.down_without_weights)


@misconception("relu_network_gradients")
def missing_input_factor(X, Y, W1, W2):
    """Does a weight matter whose input is 0? What multiplies it in the forward pass?"""
    return network(X, Y, W1, W2, weights=wrong.weights_without_input)


@misconception("relu_network_gradients")
def weight_gradient_transposed(X, Y, W1, W2):
    """Compare the shape of each gradient with the shape of what it belongs to."""
    return network(X, Y, W1, W2, weights=wrong.weights_transposed)


@misconception("relu_network_gradients", name="weight-gradient-transposed")
def weight_gradient_pressed_into_shape(X, Y, W1, W2):
    return network(X, Y, W1, W2, weights=wrong.weights_pressed_into_shape)


@misconception("relu_network_gradients")
def input_gradient_not_transposed(X, Y, W1, W2):
    """In the forward pass, W2 leads from hidden neurons to outputs. Which way does the gradient go?"""
    return network(X, Y, W1, W2, down=wrong.down_not_transposed)


@misconception("relu_network_gradients", name="input-gradient-not-transposed")
def input_gradient_reshaped(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_reshaped)


@misconception("relu_network_gradients")
def last_sample_only(X, Y, W1, W2):
    """Take two different data points in a batch. Does the first one change your result?"""
    return network(X, Y, W1, W2, weights=wrong.weights_of_last)


@misconception("relu_network_gradients")
def missing_factor_2(X, Y, W1, W2):
    """All gradients are wrong by the same factor. Look at where they all start: what is the derivative of a square?"""
    return network(X, Y, W1, W2, error=wrong.half_gradient)


@misconception("relu_network_gradients")
def wrong_sign(X, Y, W1, W2):
    """Where an output is too large, does J rise or fall with it? All gradients depend on that sign."""
    return network(X, Y, W1, W2, error=wrong.opposite_gradient)


@misconception("relu_network_gradients", name="wrong-sign")
def wrong_sign_and_half(X, Y, W1, W2):
    return network(X, Y, W1, W2, error=wrong.opposite_half_gradient)


@misconception("relu_network_gradients")
def sum_not_mean(X, Y, W1, W2):
    """Put every data point into the batch twice. Should the gradients change?"""
    return network(X, Y, W1, W2, error=wrong.gradient_of_sum)


@misconception("relu_network_gradients", name="sum-not-mean")
def half_sum_not_mean(X, Y, W1, W2):
    return network(X, Y, W1, W2, error=wrong.half_gradient_of_sum)


@misconception("relu_network_gradients")
def mean_over_outputs(X, Y, W1, W2):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return network(X, Y, W1, W2, error=wrong.gradient_over_all)


@misconception("relu_network_gradients")
def averaged_twice(X, Y, W1, W2):
    """J is divided by the batch size once. In how many places do you divide by it?"""
    return network(X, Y, W1, W2, error=wrong.gradient_averaged_twice)


@misconception("relu_network_gradients", name="averaged-twice")
def averaged_twice_in_layer_1(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_averaged)


@misconception("relu_network_gradients")
def skip_connection_added(X, Y, W1, W2):
    """How many paths lead from the last pre-activation to the output of this network?"""
    return network(X, Y, W1, W2, output_slope=lambda Z2: 1 + slope(Z2))
