"""How the backward pass through L layers goes wrong."""

import _faulty_parts as wrong
from _reference_parts import backward, error_gradient, layer_down, slope, weight_gradient

from autograder.authoring import misconception


def back(X, Y, Ws, Zs, As, **parts):
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, As, **parts)


@misconception("deep_backward")
def missing_factor_2(X, Y, Ws, Zs, As):
    """All gradients are wrong by the same factor. Look at where they all start: what is the derivative of a square?"""
    return backward(wrong.half_gradient(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward")
def wrong_sign(X, Y, Ws, Zs, As):
    """Where an output is too large, does J rise or fall with it? All layers depend on that sign."""
    return backward(wrong.opposite_gradient(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward", name="wrong-sign")
def wrong_sign_and_half(X, Y, Ws, Zs, As):
    return backward(wrong.opposite_half_gradient(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward")
def sum_not_mean(X, Y, Ws, Zs, As):
    """Put every data point into the batch twice. Should the gradients change?"""
    return backward(wrong.gradient_of_sum(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward", name="sum-not-mean")
def half_sum_not_mean(X, Y, Ws, Zs, As):
    return backward(wrong.half_gradient_of_sum(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward")
def mean_over_outputs(X, Y, Ws, Zs, As):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return backward(wrong.gradient_over_all(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward", name="mean-over-outputs")
def mean_over_outputs_alone(X, Y, Ws, Zs, As):
    return backward(wrong.gradient_over_outputs(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward")
def averaged_twice(X, Y, Ws, Zs, As):
    """J is divided by the batch size once. In how many places do you divide by it?"""
    return backward(wrong.gradient_averaged_twice(As[-1], Y), X, Ws, Zs, As)


@misconception("deep_backward", name="averaged-twice")
def averaged_twice_in_weights(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_averaged)


@misconception("deep_backward")
def compounding_average(X, Y, Ws, Zs, As):
    """The last layer is right. Should every further layer divide by the batch size once more?"""
    return back(X, Y, Ws, Zs, As, down=wrong.down_averaged)


@misconception("deep_backward", name="compounding-average")
def compounding_from_the_last_layer_on(X, Y, Ws, Zs, As):
    dZ = wrong.gradient_averaged_twice(As[-1], Y)
    return backward(dZ, X, Ws, Zs, As, down=wrong.down_averaged)


@misconception("deep_backward")
def missing_relu_mask(X, Y, Ws, Zs, As):
    """Some hidden neurons were off in the forward pass. Do their pre-activations have any influence on the error?"""
    return back(X, Y, Ws, Zs, As, down=wrong.masked(wrong.ones))


@misconception("deep_backward", name="missing-relu-mask")
def missing_mask_of_first_layer(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, [wrong.ones(Zs[0]), *Zs[1:]], As)


@misconception("deep_backward", name="missing-relu-mask")
def missing_mask_but_below_the_output(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, [*map(wrong.ones, Zs[:-2]), *Zs[-2:]], As)


@misconception("deep_backward", name="missing-relu-mask")
def missing_mask_below_the_output(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, [*Zs[:-2], *map(wrong.ones, Zs[-2:])], As)


@misconception("deep_backward")
def mask_inverted(X, Y, Ws, Zs, As):
    """On which side of 0 is ReLU flat?"""
    return back(X, Y, Ws, Zs, As, down=wrong.masked(wrong.off))


@misconception("deep_backward", leak=wrong.LEAKS)
def leaky_slope(X, Y, Ws, Zs, As, leak):
    """What exactly is the slope of ReLU where it is off?"""
    return back(X, Y, Ws, Zs, As, down=wrong.masked(wrong.leaky_slope(leak)))


@misconception("deep_backward")
def mask_only(X, Y, Ws, Zs, As):
    """The chain rule multiplies. Where are the factors between a hidden layer and the loss?"""
    return back(X, Y, Ws, Zs, As, down=wrong.mask_alone)


@misconception("deep_backward")
def activation_for_slope(X, Y, Ws, Zs, As):
    """Does the chain rule multiply by the value of ReLU, or by its slope?"""
    return back(X, Y, Ws, Zs, As, down=wrong.activation_for_slope)


@misconception("deep_backward")
def mask_by_upstream(X, Y, Ws, Zs, As):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return back(X, Y, Ws, Zs, As, down=wrong.down_by_upstream)


@misconception("deep_backward", name="mask-by-upstream")
def mask_by_upstream_too(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, down=wrong.down_by_both)


@misconception("deep_backward")
def mask_by_weight(X, Y, Ws, Zs, As):
    """Which number decides whether a hidden neuron is on: a weight, or its pre-activation?"""
    return back(X, Y, Ws, Zs, As, down=wrong.down_by_positive_weights)


@misconception("deep_backward", name="mask-by-weight")
def mask_by_sum_of_weights(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, down=wrong.down_by_sum_of_weights)


@misconception("deep_backward", name="mask-by-weight")
def weight_gradients_by_weight(X, Y, Ws, Zs, As):
    dWs, dbs = back(X, Y, Ws, Zs, As, down=wrong.masked(wrong.ones))
    return [*(dW * (W > 0) for dW, W in zip(dWs[:-1], Ws)), dWs[-1]], dbs


@misconception("deep_backward")
def mask_on_last_layer(X, Y, Ws, Zs, As):
    """Do all layers have the same activation function? Try a negative output."""
    return backward(error_gradient(As[-1], Y) * slope(Zs[-1]), X, Ws, Zs, As)


@misconception("deep_backward")
def pre_activation_for_activation(X, Y, Ws, Zs, As):
    """What was the input of each layer in the forward pass? The first layer is right."""
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, Zs)


@misconception("deep_backward", name="pre-activation-for-activation")
def pre_activation_for_last_activation(X, Y, Ws, Zs, As):
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, [*As[:-2], *Zs[-2:]])


@misconception("deep_backward")
def activation_off_by_one(X, Y, Ws, Zs, As):
    """Check your indices for one layer in the middle. Which array is its input, and which one is its output?"""
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, [*As[1:], As[-1]])


@misconception("deep_backward", name="activation-off-by-one")
def activation_off_by_one_from_the_first_on(X, Y, Ws, Zs, As):
    return backward(error_gradient(As[-1], Y), As[0], Ws, Zs, [*As[1:], As[-1]])


@misconception("deep_backward", name="activation-off-by-one")
def activation_two_layers_up(X, Y, Ws, Zs, As):
    above = [*As[1:], As[-1], As[-1]]
    return backward(error_gradient(As[-1], Y), above[0] if len(As) > 1 else X, Ws, Zs, above[1:])


@misconception("deep_backward", name="activation-off-by-one")
def activation_from_below(X, Y, Ws, Zs, As):
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, [X, *As])


@misconception("deep_backward", name="activation-off-by-one")
def mask_of_own_layer(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, [*Zs[1:], Zs[-1]], As)


@misconception("deep_backward")
def weights_off_by_one(X, Y, Ws, Zs, As):
    """Which matrix led from this layer up to the next? Write the shapes under the product."""
    return back(X, Y, [Ws[0], *Ws[:-1]], Zs, As)


@misconception("deep_backward")
def missing_second_weights(X, Y, Ws, Zs, As):
    """What lies between a hidden neuron and the layer above it? A weight of 1 hides this mistake: try another."""
    return back(X, Y, Ws, Zs, As, down=wrong.down_without_weights)


@misconception("deep_backward", name="missing-second-weights")
def missing_weights_one_by_one(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, down=wrong.down_without_weights_one_by_one)


@misconception("deep_backward")
def missing_input_factor(X, Y, Ws, Zs, As):
    """Does a weight matter whose input is 0? What multiplies it in the forward pass?"""
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_without_input)


@misconception("deep_backward")
def weight_gradient_transposed(X, Y, Ws, Zs, As):
    """Compare the shape of each gradient with the shape of what it belongs to."""
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_transposed)


@misconception("deep_backward", name="weight-gradient-transposed")
def weight_gradient_pressed_into_shape(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_pressed_into_shape)


@misconception("deep_backward")
def input_gradient_not_transposed(X, Y, Ws, Zs, As):
    """In the forward pass, the weights lead from inputs to outputs. Which way does the gradient go?"""
    return back(X, Y, Ws, Zs, As, down=wrong.down_not_transposed)


@misconception("deep_backward", name="input-gradient-not-transposed")
def input_gradient_reshaped(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, down=wrong.down_reshaped)


@misconception("deep_backward", name="input-gradient-not-transposed")
def input_gradient_not_transposed_if_square(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, down=wrong.down_not_transposed_if_square)


@misconception("deep_backward", rate=wrong.RATES)
def updated_before_used(X, Y, Ws, Zs, As, rate):
    """With which weights was the output computed? Does your backward pass use the same ones?"""
    dWs, dbs, dZ = [], [], error_gradient(As[-1], Y)
    for layer in reversed(range(len(Ws))):
        dWs.insert(0, weight_gradient(As[layer - 1] if layer else X, dZ))
        dbs.insert(0, dZ.sum(axis=0))
        dZ = layer_down(dZ, Ws[layer] - rate * dWs[0], Zs[layer - 1]) if layer else dZ
    return dWs, dbs


@misconception("deep_backward")
def bias_wrong_axis(X, Y, Ws, Zs, As):
    """One bias is used by many data points. Along which axis are the data points?"""
    return back(X, Y, Ws, Zs, As, biases=wrong.biases_of_data_points)


@misconception("deep_backward", name="bias-wrong-axis")
def bias_wrong_axis_where_that_fits(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, biases=wrong.biases_of_data_points_where_that_fits)


@misconception("deep_backward")
def bias_not_summed(X, Y, Ws, Zs, As):
    """A bias has an effect on every data point of the batch. How do these effects combine?"""
    return back(X, Y, Ws, Zs, As, biases=wrong.not_summed)


@misconception("deep_backward")
def bias_scalar(X, Y, Ws, Zs, As):
    """How many biases does a layer have, and how many different numbers are in your gradient?"""
    return back(X, Y, Ws, Zs, As, biases=wrong.one_sum)


@misconception("deep_backward", name="bias-scalar")
def bias_scalar_for_all(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, biases=wrong.one_sum_for_all)


@misconception("deep_backward")
def bias_mean(X, Y, Ws, Zs, As):
    """You treat a bias differently from a weight. Think of it as the weight of an input that is always 1."""
    return back(X, Y, Ws, Zs, As, biases=wrong.biases_averaged)


@misconception("deep_backward")
def last_sample_only(X, Y, Ws, Zs, As):
    """Take two different data points in a batch. Does the first one change your result?"""
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_of_last, biases=wrong.biases_of_last)


@misconception("deep_backward", name="last-sample-only")
def last_sample_only_in_weights(X, Y, Ws, Zs, As):
    return back(X, Y, Ws, Zs, As, weights=wrong.weights_of_last)
