"""How a network with one hidden layer goes wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import backward, error_gradient, relu, slope

from autograder.authoring import misconception


def from_output(dG, X, W2, Z1, A1, **parts):
    """The backward pass from dJ/dG."""
    (dW1, dW2), (db1, db2) = backward(dG, X, [None, W2], [Z1], [A1], **parts)
    return dW1, db1, dW2, db2


def back(X, Y, W2, Z1, A1, G, **parts):
    return from_output(error_gradient(G, Y), X, W2, Z1, A1, **parts)


@misconception("two_layer_forward")
def mask_on_linear_output(X, W1, b1, W2, b2):
    """Can an output of your network ever be negative? Which of its layers is linear?"""
    Z1 = X @ W1 + b1
    return Z1, relu(Z1), relu(relu(Z1) @ W2 + b2)


@misconception("two_layer_forward")
def missing_relu_mask(X, W1, b1, W2, b2):
    """What happens between the pre-activation and the activation?"""
    Z1 = X @ W1 + b1
    return Z1, Z1.copy(), Z1 @ W2 + b2


@misconception("two_layer_forward", leak=wrong.LEAKS)
def leaky_slope(X, W1, b1, W2, b2, leak):
    """How much of a negative pre-activation gets through? This is the plain ReLU."""
    Z1 = X @ W1 + b1
    A1 = wrong.leaky(leak)(Z1)
    return Z1, A1, A1 @ W2 + b2


@misconception("two_layer_forward")
def mask_inverted(X, W1, b1, W2, b2):
    """Which pre-activations does the hidden layer let through?"""
    Z1 = X @ W1 + b1
    A1 = np.minimum(0, Z1)
    return Z1, A1, A1 @ W2 + b2


@misconception("two_layer_forward")
def mask_only(X, W1, b1, W2, b2):
    """What should a hidden neuron return for a pre-activation of 5: the value of the ReLU, or its slope there?"""
    Z1 = X @ W1 + b1
    return Z1, slope(Z1), slope(Z1) @ W2 + b2


@misconception("two_layer_forward")
def layer_2_from_pre_activation(X, W1, b1, W2, b2):
    """You computed the activation. Where do you use it?"""
    Z1 = X @ W1 + b1
    return Z1, relu(Z1), Z1 @ W2 + b2


@misconception("two_layer_forward")
def pre_activation_overwritten(X, W1, b1, W2, b2):
    """Are your first two results two arrays, or two names of one? Print Z1 once more at the end."""
    A1 = relu(X @ W1 + b1)
    return A1, A1.copy(), A1 @ W2 + b2


@misconception("two_layer_forward")
def hidden_bias_forgotten(X, W1, b1, W2, b2):
    """Do you use every argument? What does your hidden layer compute for an input of zeros?"""
    Z1 = X @ W1
    return Z1, relu(Z1), relu(Z1) @ W2 + b2


@misconception("two_layer_forward")
def output_bias_forgotten(X, W1, b1, W2, b2):
    """Do you use every argument? What is your output when all hidden neurons are off?"""
    Z1 = X @ W1 + b1
    return Z1, relu(Z1), relu(Z1) @ W2


@misconception("two_layer_forward")
def hard_coded(X, W1, b1, W2, b2):
    """What does your function return for weights other than those of the worked example?"""
    Z1 = X[:, :1] * np.array([[2.0, -1.0]])
    return Z1, relu(Z1), relu(Z1) @ np.array([[1.0], [2.0]])


@misconception("two_layer_backward")
def missing_factor_2(X, Y, W2, Z1, A1, G):
    """All gradients are wrong by the same factor. Look at where they all start: what is the derivative of a square?"""
    return from_output(wrong.half_gradient(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def wrong_sign(X, Y, W2, Z1, A1, G):
    """Where an output is too large, does J rise or fall with it? All gradients depend on that sign."""
    return from_output(wrong.opposite_gradient(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", name="wrong-sign")
def wrong_sign_and_half(X, Y, W2, Z1, A1, G):
    return from_output(wrong.opposite_half_gradient(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def sum_not_mean(X, Y, W2, Z1, A1, G):
    """Put every data point into the batch twice. Should the gradients change?"""
    return from_output(wrong.gradient_of_sum(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", name="sum-not-mean")
def half_sum_not_mean(X, Y, W2, Z1, A1, G):
    return from_output(wrong.half_gradient_of_sum(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def mean_over_outputs(X, Y, W2, Z1, A1, G):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return from_output(wrong.gradient_over_all(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", name="mean-over-outputs")
def mean_over_outputs_alone(X, Y, W2, Z1, A1, G):
    return from_output(wrong.gradient_over_outputs(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def averaged_twice(X, Y, W2, Z1, A1, G):
    """J is divided by the batch size once. In how many places do you divide by it?"""
    return from_output(wrong.gradient_averaged_twice(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", name="averaged-twice")
def averaged_twice_in_layer_1(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_averaged)


@misconception("two_layer_backward", name="averaged-twice")
def averaged_twice_in_weights(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_averaged)


@misconception("two_layer_backward", name="layer-2-from-pre-activation")
def layer_2_from_pre_activation_going_back(X, Y, W2, Z1, A1, G):
    """What was the input of the second layer in the forward pass?"""
    return back(X, Y, W2, Z1, Z1, G)


@misconception("two_layer_backward", rate=wrong.RATES)
def updated_before_used(X, Y, W2, Z1, A1, G, rate):
    """With which weights was G computed? Does your backward pass use the same ones?"""
    return back(X, Y, W2 - rate * A1.T @ error_gradient(G, Y), Z1, A1, G)


@misconception("two_layer_backward")
def missing_second_weights(X, Y, W2, Z1, A1, G):
    """What lies between a hidden neuron and the output? A weight of 1 hides this mistake: try another."""
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_without_weights)


@misconception("two_layer_backward", name="missing-second-weights")
def missing_second_weights_one_by_one(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_without_weights_one_by_one)


@misconception("two_layer_backward")
def missing_input_factor(X, Y, W2, Z1, A1, G):
    """Does a weight matter whose input is 0? What multiplies it in the forward pass?"""
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_without_input)


@misconception("two_layer_backward")
def weight_gradient_transposed(X, Y, W2, Z1, A1, G):
    """Compare the shape of each gradient with the shape of what it belongs to."""
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_transposed)


@misconception("two_layer_backward", name="weight-gradient-transposed")
def weight_gradient_pressed_into_shape(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_pressed_into_shape)


@misconception("two_layer_backward")
def input_gradient_not_transposed(X, Y, W2, Z1, A1, G):
    """In the forward pass, W2 leads from hidden neurons to outputs. Which way does the gradient go?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_not_transposed)


@misconception("two_layer_backward", name="input-gradient-not-transposed")
def input_gradient_reshaped(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_reshaped)


@misconception("two_layer_backward", name="input-gradient-not-transposed")
def input_gradient_not_transposed_if_square(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_not_transposed_if_square)


@misconception("two_layer_backward", name="missing-relu-mask")
def missing_mask_going_back(X, Y, W2, Z1, A1, G):
    """Which hidden neurons were off in the forward pass? Do their pre-activations have any influence on the error?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.masked(wrong.ones))


@misconception("two_layer_backward", name="mask-inverted")
def mask_inverted_going_back(X, Y, W2, Z1, A1, G):
    """On which side of 0 is ReLU flat?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.masked(wrong.off))


@misconception("two_layer_backward", name="leaky-slope", leak=wrong.LEAKS)
def slope_leaks(X, Y, W2, Z1, A1, G, leak):
    """What exactly is the slope of ReLU where it is off?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.masked(wrong.leaky_slope(leak)))


@misconception("two_layer_backward", name="mask-only")
def mask_for_hidden_gradient(X, Y, W2, Z1, A1, G):
    """The chain rule multiplies. Where are the factors between the hidden layer and the loss?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.mask_alone)


@misconception("two_layer_backward", name="mask-only")
def mask_times_weights(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.mask_times_weights)


@misconception("two_layer_backward")
def activation_for_slope(X, Y, W2, Z1, A1, G):
    """Does the chain rule multiply by the value of ReLU, or by its slope?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.activation_for_slope)


@misconception("two_layer_backward")
def mask_by_upstream(X, Y, W2, Z1, A1, G):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_by_upstream)


@misconception("two_layer_backward", name="mask-by-upstream")
def mask_by_upstream_too(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_by_both)


@misconception("two_layer_backward")
def mask_by_weight(X, Y, W2, Z1, A1, G):
    """Which number decides whether a hidden neuron is on: a weight, or its pre-activation?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_by_positive_weights)


@misconception("two_layer_backward", name="mask-by-weight")
def mask_by_sum_of_weights(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.down_by_sum_of_weights)


@misconception("two_layer_backward")
def mask_shared_by_batch(X, Y, W2, Z1, A1, G):
    """Can a hidden neuron be off for one data point and on for another?"""
    return back(X, Y, W2, Z1, A1, G, down=wrong.mask_of_any)


@misconception("two_layer_backward", name="mask-shared-by-batch")
def mask_where_all_are_on(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, down=wrong.mask_of_all)


@misconception("two_layer_backward", name="mask-on-linear-output")
def slope_at_linear_output(X, Y, W2, Z1, A1, G):
    """Which activation function does the output layer have? Try a negative output."""
    return from_output(error_gradient(G, Y) * slope(G), X, W2, Z1, A1)


@misconception("two_layer_backward")
def bias_wrong_axis(X, Y, W2, Z1, A1, G):
    """One bias is used by many data points. Along which axis are the data points?"""
    return back(X, Y, W2, Z1, A1, G, biases=wrong.biases_of_data_points)


@misconception("two_layer_backward", name="bias-wrong-axis")
def bias_wrong_axis_if_it_fits(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, biases=wrong.biases_of_data_points_where_that_fits)


@misconception("two_layer_backward")
def bias_not_summed(X, Y, W2, Z1, A1, G):
    """A bias has an effect on every data point of the batch. How do these effects combine?"""
    return back(X, Y, W2, Z1, A1, G, biases=wrong.not_summed)


@misconception("two_layer_backward")
def bias_scalar(X, Y, W2, Z1, A1, G):
    """How many biases does a layer have, and how many different numbers are in your gradient?"""
    return back(X, Y, W2, Z1, A1, G, biases=wrong.one_sum)


@misconception("two_layer_backward", name="bias-scalar")
def bias_scalar_for_all(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, biases=wrong.one_sum_for_all)


@misconception("two_layer_backward")
def bias_mean(X, Y, W2, Z1, A1, G):
    """You treat a bias differently from a weight. Think of it as the weight of an input that is always 1."""
    return back(X, Y, W2, Z1, A1, G, biases=wrong.biases_averaged)


@misconception("two_layer_backward")
def last_sample_only(X, Y, W2, Z1, A1, G):
    """Take two different data points in a batch. Does the first one change your result?"""
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_of_last, biases=wrong.biases_of_last)


@misconception("two_layer_backward", name="last-sample-only")
def last_sample_only_in_weights(X, Y, W2, Z1, A1, G):
    return back(X, Y, W2, Z1, A1, G, weights=wrong.weights_of_last)


@misconception("two_layer_backward", name="hard-coded")
def worked_example_for_every_error(X, Y, W2, Z1, A1, G):
    """What does your function return for an error other than that of the worked example?"""
    return from_output(np.full(G.shape, -2 / len(G)), X, W2, Z1, A1)
