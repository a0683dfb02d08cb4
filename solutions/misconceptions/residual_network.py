"""How the network with a skip connection goes wrong."""

import _faulty_parts as wrong
from _reference_parts import relu, residual, residual_slope, slope, without_biases

from autograder.authoring import misconception


def network(X, Y, W1, W2, output=residual, output_slope=residual_slope, **parts):
    return without_biases(X, Y, W1, W2, output, output_slope, **parts)


@misconception("residual_network_gradients", name="skip-forgotten")
def skip_forgotten_going_back(X, Y, W1, W2):
    """How many paths lead to the output in your forward pass, and how many lead back in your backward pass?"""
    return network(X, Y, W1, W2, output_slope=slope)


@misconception("residual_network_gradients", name="skip-forgotten")
def skip_forgotten_going_forward(X, Y, W1, W2):
    return network(X, Y, W1, W2, relu)


@misconception("residual_network_gradients", name="skip-forgotten")
def no_skip_at_all(X, Y, W1, W2):
    return network(X, Y, W1, W2, relu, slope)


@misconception("residual_network_gradients", name="relu-forgotten")
def relu_forgotten_going_back(X, Y, W1, W2):
    """The skip path is there. Where is the path through the ReLU, in both passes?"""
    return network(X, Y, W1, W2, output_slope=wrong.ones)


@misconception("residual_network_gradients", name="relu-forgotten")
def relu_forgotten_going_forward(X, Y, W1, W2):
    return network(X, Y, W1, W2, wrong.identity)


@misconception("residual_network_gradients", name="relu-forgotten")
def no_relu_at_all(X, Y, W1, W2):
    return network(X, Y, W1, W2, wrong.identity, wrong.ones)


@misconception("residual_network_gradients", name="slope-always-two")
def both_paths_always_open(X, Y, W1, W2):
    """Are both paths open at every pre-activation?"""
    return network(X, Y, W1, W2, output_slope=lambda Z2: 2)


@misconception("residual_network_gradients", name="slope-always-two")
def input_doubled_and_slope(X, Y, W1, W2):
    return network(X, Y, W1, W2, lambda Z2: 2 * Z2, lambda Z2: 2)


@misconception("residual_network_gradients", name="slopes-multiplied")
def sum_times_slope_in_network(X, Y, W1, W2):
    """Where two paths meet, what becomes of their slopes?"""
    return network(X, Y, W1, W2, output_slope=lambda Z2: residual_slope(Z2) * slope(Z2))


@misconception("residual_network_gradients", name="slopes-multiplied")
def sum_squared_in_network(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=lambda Z2: residual_slope(Z2) ** 2)


@misconception("residual_network_gradients")
def skip_in_hidden_layer(X, Y, W1, W2):
    """In which layer is the skip connection? Look at the drawing on the slide."""
    return network(X, Y, W1, W2, hidden=residual, down=wrong.masked(residual_slope))


@misconception("residual_network_gradients", name="skip-in-hidden-layer")
def skip_in_hidden_layer_going_back(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.masked(residual_slope))


@misconception("residual_network_gradients", name="skip-in-hidden-layer")
def skip_in_hidden_layer_alone(X, Y, W1, W2):
    return network(X, Y, W1, W2, relu, slope, hidden=residual, down=wrong.masked(residual_slope))


@misconception("residual_network_gradients", name="skip-in-hidden-layer")
def skip_in_hidden_layer_with_linear_output(X, Y, W1, W2):
    return network(X, Y, W1, W2, wrong.identity, wrong.ones, hidden=residual, down=wrong.masked(residual_slope))


@misconception("residual_network_gradients")
def missing_relu_mask(X, Y, W1, W2):
    """The skip connection goes around the output's ReLU. What about a hidden neuron that is off?"""
    return network(X, Y, W1, W2, down=wrong.masked(wrong.ones))


@misconception("residual_network_gradients", name="mask-inverted")
def hidden_mask_inverted(X, Y, W1, W2):
    """On which side of 0 is ReLU flat?"""
    return network(X, Y, W1, W2, down=wrong.masked(wrong.off))


@misconception("residual_network_gradients", name="mask-inverted")
def output_mask_inverted(X, Y, W1, W2):
    return network(X, Y, W1, W2, output_slope=lambda Z2: 1 + wrong.off(Z2))


@misconception("residual_network_gradients", name="leaky-slope", leak=wrong.LEAKS)
def leaky_hidden_slope(X, Y, W1, W2, leak):
    """What exactly is the slope of ReLU where it is off?"""
    return network(X, Y, W1, W2, down=wrong.masked(wrong.leaky_slope(leak)))


@misconception("residual_network_gradients", name="leaky-slope", leak=wrong.LEAKS)
def leaky_slopes(X, Y, W1, W2, leak):
    leaky = wrong.leaky_slope(leak)
    return network(X, Y, W1, W2, output_slope=lambda Z2: 1 + leaky(Z2), down=wrong.masked(leaky))


@misconception("residual_network_gradients", name="mask-only")
def hidden_mask_only(X, Y, W1, W2):
    """The chain rule multiplies. Where are the factors between the hidden layer and the loss?"""
    return network(X, Y, W1, W2, down=wrong.mask_alone)


@misconception("residual_network_gradients", name="activation-for-slope")
def hidden_activation_for_slope(X, Y, W1, W2):
    """Does the chain rule multiply by the value of ReLU, or by its slope?"""
    return network(X, Y, W1, W2, down=wrong.activation_for_slope)


@misconception("residual_network_gradients", name="mask-by-upstream")
def hidden_mask_by_upstream(X, Y, W1, W2):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return network(X, Y, W1, W2, down=wrong.down_by_upstream)


@misconception("residual_network_gradients")
def mask_by_weight(X, Y, W1, W2):
    """Which number decides whether a hidden neuron is on? Try a negative input."""
    return network(X, Y, W1, W2, down=lambda dZ2, W2, Z1: dZ2 @ W2.T * (W1.sum(axis=0) > 0))


@misconception("residual_network_gradients", name="mask-by-weight")
def weight_gradient_by_weight(X, Y, W1, W2):
    dW1, dW2 = network(X, Y, W1, W2, down=wrong.masked(wrong.ones))
    return dW1 * (W1 > 0), dW2


@misconception("residual_network_gradients", name="mask-by-weight")
def mask_by_weights_leading_out(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_by_positive_weights)


@misconception("residual_network_gradients")
def layer_2_from_pre_activation(X, Y, W1, W2):
    """What was the input of the second layer in the forward pass?"""
    return network(X, Y, W1, W2, weights=lambda A, dZ: (A if A is X else X @ W1).T @ dZ)


@misconception("residual_network_gradients", rate=wrong.RATES)
def updated_before_used(X, Y, W1, W2, rate):
    """With which weights was G computed? Does your backward pass use the same ones?"""
    dW2 = network(X, Y, W1, W2)[1]
    return network(X, Y, W1, W2, down=lambda dZ2, W2, Z1: dZ2 @ (W2 - rate * dW2).T * slope(Z1))


@misconception("residual_network_gradients")
def missing_second_weights(X, Y, W1, W2):
    """What lies between a hidden neuron and the output? A weight of 1 hides this mistake: try another."""
    return network(X, Y, W1, W2, down=wrong.down_without_weights)


@misconception("residual_network_gradients")
def missing_input_factor(X, Y, W1, W2):
    """Does a weight matter whose input is 0? What multiplies it in the forward pass?"""
    return network(X, Y, W1, W2, weights=wrong.weights_without_input)


@misconception("residual_network_gradients")
def weight_gradient_transposed(X, Y, W1, W2):
    """Compare the shape of each gradient with the shape of what it belongs to."""
    return network(X, Y, W1, W2, weights=wrong.weights_transposed)


@misconception("residual_network_gradients")
def input_gradient_not_transposed(X, Y, W1, W2):
    """In the forward pass, W2 leads from hidden neurons to outputs. Which way does the gradient go?"""
    return network(X, Y, W1, W2, down=wrong.down_not_transposed)


@misconception("residual_network_gradients", name="input-gradient-not-transposed")
def input_gradient_reshaped(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_reshaped)


@misconception("residual_network_gradients")
def last_sample_only(X, Y, W1, W2):
    """Take two different data points in a batch. Does the first one change your result?"""
    return network(X, Y, W1, W2, weights=wrong.weights_of_last)


@misconception("residual_network_gradients")
def missing_factor_2(X, Y, W1, W2):
    """All gradients are wrong by the same factor. Look at where they all start: what is the derivative of a square?"""
    return network(X, Y, W1, W2, error=wrong.half_gradient)


@misconception("residual_network_gradients")
def wrong_sign(X, Y, W1, W2):
    """Where an output is too large, does J rise or fall with it? All gradients depend on that sign."""
    return network(X, Y, W1, W2, error=wrong.opposite_gradient)


@misconception("residual_network_gradients", name="wrong-sign")
def wrong_sign_and_half(X, Y, W1, W2):
    return network(X, Y, W1, W2, error=wrong.opposite_half_gradient)


@misconception("residual_network_gradients")
def sum_not_mean(X, Y, W1, W2):
    """Put every data point into the batch twice. Should the gradients change?"""
    return network(X, Y, W1, W2, error=wrong.gradient_of_sum)


@misconception("residual_network_gradients", name="sum-not-mean")
def half_sum_not_mean(X, Y, W1, W2):
    return network(X, Y, W1, W2, error=wrong.half_gradient_of_sum)


@misconception("residual_network_gradients")
def mean_over_outputs(X, Y, W1, W2):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return network(X, Y, W1, W2, error=wrong.gradient_over_all)


@misconception("residual_network_gradients")
def averaged_twice(X, Y, W1, W2):
    """J is divided by the batch size once. In how many places do you divide by it?"""
    return network(X, Y, W1, W2, error=wrong.gradient_averaged_twice)


@misconception("residual_network_gradients", name="averaged-twice")
def averaged_twice_in_layer_1(X, Y, W1, W2):
    return network(X, Y, W1, W2, down=wrong.down_averaged)
