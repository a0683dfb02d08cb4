"""How the linear layer and the loss at its end go wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import bias_gradient, relu, weight_gradient

from autograder.authoring import misconception


def parts(dZ, X, W, dX=None, weights=weight_gradient, biases=bias_gradient):
    """All three gradients, the right ones but for what is given."""
    return dZ @ W.T if dX is None else dX, weights(X, dZ), biases(dZ)


@misconception("linear_forward")
def bias_forgotten(X, W, b):
    """What does your layer return for an input of zeros? Do you use every argument?"""
    return X @ W


@misconception("linear_forward")
def bias_subtracted(X, W, b):
    """For an input of zeros, what should come out of the layer?"""
    return X @ W - b


@misconception("linear_forward")
def bias_inside_product(X, W, b):
    """Is the bias multiplied by anything? Try an input of zeros."""
    return X @ (W + b)


@misconception("linear_forward")
def bias_per_data_point(X, W, b):
    """Does each neuron have its own bias, or each data point?"""
    return X @ W + b[:, None]


@misconception("linear_forward", name="bias-scalar")
def biases_added_up(X, W, b):
    """How many biases does the layer have, and which of them belongs to which neuron?"""
    return X @ W + b.sum()


@misconception("linear_forward")
def weights_transposed(X, W, b):
    """Which axis of W counts the inputs, and which the outputs? Write the shapes under the product."""
    return X @ W.T + b


@misconception("linear_forward", name="weights-transposed")
def weights_transposed_if_square(X, W, b):
    return X @ (W.T if len(W) == len(W.T) else W) + b


@misconception("linear_forward")
def columns_for_rows(X, W, b):
    """On the slides one data point is a column. What is it in X?"""
    return W.T @ X + b


@misconception("linear_forward")
def relu_applied(X, W, b):
    """Is the activation function a part of this building block?"""
    return relu(X @ W + b)


@misconception("linear_backward")
def mean_over_batch(dZ, X, W):
    """The loss has already been averaged over the batch. How often should that be done in the backward pass?"""
    return parts(dZ, X, W, weights=wrong.weights_averaged, biases=wrong.biases_averaged)


@misconception("linear_backward", name="mean-over-batch")
def averaged_everywhere(dZ, X, W):
    return parts(dZ / len(X), X, W)


@misconception("linear_backward")
def bias_wrong_axis(dZ, X, W):
    """One bias is used by many data points. Along which axis are the data points?"""
    return parts(dZ, X, W, biases=wrong.biases_of_data_points)


@misconception("linear_backward", name="bias-wrong-axis")
def bias_wrong_axis_if_it_fits(dZ, X, W):
    return parts(dZ, X, W, biases=wrong.biases_of_data_points_where_that_fits)


@misconception("linear_backward")
def bias_not_summed(dZ, X, W):
    """A bias has an effect on every data point of the batch. How do these effects combine?"""
    return parts(dZ, X, W, biases=wrong.not_summed)


@misconception("linear_backward")
def bias_scalar(dZ, X, W):
    """How many biases are there, and how many different numbers are in your gradient?"""
    return parts(dZ, X, W, biases=wrong.one_sum)


@misconception("linear_backward", name="bias-scalar")
def bias_scalar_for_all(dZ, X, W):
    return parts(dZ, X, W, biases=wrong.one_sum_for_all)


@misconception("linear_backward")
def bias_mean(dZ, X, W):
    """You treat the bias differently from the weights. Think of it as the weight of an input that is always 1."""
    return parts(dZ, X, W, biases=wrong.biases_averaged)


@misconception("linear_backward")
def weight_gradient_transposed(dZ, X, W):
    """Compare the shape of your gradient with the shape of what it belongs to."""
    return parts(dZ, X, W, weights=wrong.weights_transposed)


@misconception("linear_backward", name="weight-gradient-transposed")
def weight_gradient_pressed_into_shape(dZ, X, W):
    return parts(dZ, X, W, weights=wrong.weights_pressed_into_shape)


@misconception("linear_backward", name="weight-gradient-transposed")
def weight_gradient_transposed_if_square(dZ, X, W):
    return parts(dZ, X, W, weights=lambda X, dZ: dZ.T @ X if len(W) == len(W.T) else X.T @ dZ)


@misconception("linear_backward")
def input_gradient_not_transposed(dZ, X, W):
    """In the forward pass, W leads from inputs to outputs. Which way does the gradient go?"""
    return parts(dZ, X, W, dX=dZ @ W)


@misconception("linear_backward", name="input-gradient-not-transposed")
def input_gradient_reshaped(dZ, X, W):
    return parts(dZ, X, W, dX=dZ @ W.reshape(W.shape[::-1]))


@misconception("linear_backward", name="input-gradient-not-transposed")
def input_gradient_not_transposed_if_square(dZ, X, W):
    return parts(dZ, X, W, dX=dZ @ (W if len(W) == len(W.T) else W.T))


@misconception("linear_backward")
def missing_second_weights(dZ, X, W):
    """How much does an input change the output? What multiplies it in the forward pass?"""
    return parts(dZ, X, W, dX=dZ.sum(axis=1, keepdims=True) * np.ones(X.shape))


@misconception("linear_backward", name="missing-second-weights")
def upstream_passed_on(dZ, X, W):
    return parts(dZ, X, W, dX=dZ)


@misconception("linear_backward")
def missing_input_factor(dZ, X, W):
    """Does a weight matter whose input is 0? What multiplies it in the forward pass?"""
    return parts(dZ, X, W, weights=wrong.weights_without_input)


@misconception("linear_backward")
def gradient_wrt_input(dZ, X, W):
    """With respect to what do you differentiate here: the weights, or what they multiply?"""
    return parts(dZ, X, W, weights=lambda X, dZ: W * dZ.sum(axis=0))


@misconception("linear_backward")
def last_sample_only(dZ, X, W):
    """Take two different data points in a batch. Does the first one change your result?"""
    return parts(dZ, X, W, weights=wrong.weights_of_last, biases=wrong.biases_of_last)


@misconception("linear_backward", name="last-sample-only")
def last_sample_only_in_weights(dZ, X, W):
    return parts(dZ, X, W, weights=wrong.weights_of_last)


@misconception("linear_backward")
def first_sample_only(dZ, X, W):
    """How many data points has the batch, and how many of them does your code look at?"""
    return parts(dZ, X, W, weights=lambda X, dZ: np.outer(X[0], dZ[0]), biases=lambda dZ: dZ[0])


@misconception("linear_backward")
def summed_before_product(dZ, X, W):
    """Adding up over the batch and multiplying: does the order matter? Compare on two data points."""
    return parts(dZ, X, W, weights=lambda X, dZ: np.outer(X.sum(axis=0), dZ.sum(axis=0)))


@misconception("linear_backward", name="summed-before-product")
def averaged_before_product(dZ, X, W):
    return parts(dZ, X, W, weights=lambda X, dZ: np.outer(X.mean(axis=0), dZ.sum(axis=0)))


@misconception("linear_backward")
def wrong_sign(dZ, X, W):
    """If the output grows with a weight, and the loss with the output, what does the loss do with the weight?"""
    return parts(-dZ, X, W)


@misconception("linear_backward", name="wrong-sign")
def wrong_sign_of_learned_ones(dZ, X, W):
    return parts(dZ, X, W, weights=lambda X, dZ: -X.T @ dZ, biases=lambda dZ: -dZ.sum(axis=0))


@misconception("squared_loss_backward")
def half_loss(G, Y):
    """Differentiate one square of this loss by hand. What becomes of its exponent?"""
    return wrong.half_gradient(G, Y)


@misconception("squared_loss_backward", name="wrong-sign")
def error_with_wrong_sign(G, Y):
    """Where an output is too large, does J rise or fall with it?"""
    return wrong.opposite_gradient(G, Y)


@misconception("squared_loss_backward", name="wrong-sign")
def wrong_sign_and_half(G, Y):
    return wrong.opposite_half_gradient(G, Y)


@misconception("squared_loss_backward")
def sum_not_mean(G, Y):
    """J is an average. How much does one data point among a thousand count in it?"""
    return wrong.gradient_of_sum(G, Y)


@misconception("squared_loss_backward", name="sum-not-mean")
def half_sum_not_mean(G, Y):
    return wrong.half_gradient_of_sum(G, Y)


@misconception("squared_loss_backward")
def mean_over_outputs(G, Y):
    """Over what does J take the average: over data points, or over all numbers in the array?"""
    return wrong.gradient_over_all(G, Y)


@misconception("squared_loss_backward", name="mean-over-outputs")
def mean_over_outputs_alone(G, Y):
    return wrong.gradient_over_outputs(G, Y)


@misconception("squared_loss_backward")
def averaged_twice(G, Y):
    """How often does the batch size appear in J?"""
    return wrong.gradient_averaged_twice(G, Y)


@misconception("squared_loss_backward")
def broadcast_square(G, Y):
    """How many numbers does the difference of G and Y have in your code, and how many should it have?"""
    return 2 * (G - Y.ravel()) / len(G)


@misconception("squared_loss_backward", name="broadcast-square")
def broadcast_where_one_output(G, Y):
    return 2 * (G - (Y.ravel() if Y.shape[1] == 1 else Y)) / len(G)


@misconception("squared_loss_backward", name="broadcast-square")
def broadcast_output_by_output(G, Y):
    return 2 * np.stack([(g[:, None] - y).sum(axis=1) for g, y in zip(G.T, Y.T)], axis=1) / len(G)


@misconception("squared_loss_backward", name="broadcast-square")
def averaged_over_all_pairs(G, Y):
    return 2 * (G - Y.mean(axis=0)) / len(G)


@misconception("squared_loss_backward")
def loss_for_gradient(G, Y):
    """Which of the two is asked for: the loss, or how the loss changes with the output?"""
    return (G - Y) ** 2 / len(G)


@misconception("squared_loss_backward")
def sign_of_error(G, Y):
    """Does an error of 2 pull as strongly as an error of 1 under this loss?"""
    return 2 * np.sign(G - Y) / len(G)


@misconception("squared_loss_backward", name="sign-of-error")
def sign_of_error_alone(G, Y):
    return np.sign(G - Y) / len(G)


@misconception("squared_loss_backward")
def averaged_over_batch(G, Y):
    """A gradient has the shape of what it belongs to. Do two data points share one output?"""
    return np.mean(2 * (G - Y), axis=0)


@misconception("squared_loss_backward", name="averaged-over-batch")
def summed_over_outputs(G, Y):
    return np.sum(2 * (G - Y), axis=1) / len(G)


@misconception("linear_backward")
def bias_from_weight_gradient(dZ, X, W):
    """Is a bias multiplied by an input in the forward pass? From which array does its gradient follow?"""
    return dZ @ W.T, X.T @ dZ, (X.T @ dZ).sum(axis=0)


@misconception("linear_backward", name="bias-from-weight-gradient")
def bias_from_mean_weight_gradient(dZ, X, W):
    return dZ @ W.T, X.T @ dZ, (X.T @ dZ).mean(axis=0)


@misconception("linear_backward", name="bias-from-weight-gradient")
def bias_from_rows_of_weight_gradient(dZ, X, W):
    return dZ @ W.T, X.T @ dZ, (X.T @ dZ).sum(axis=1)


@misconception("squared_loss_backward", name="loss-for-gradient")
def twice_the_loss_for_its_gradient(G, Y):
    return 2 * (G - Y) ** 2 / len(G)


@misconception("squared_loss_backward", error=wrong.WITHOUT_TARGET)
def label_forgotten(G, Y, error):
    """What should the gradient be where an output is exactly right? Do you use every argument?"""
    return error(G, Y)


@misconception("squared_loss_backward", error=wrong.SLOPES_OF_OUTPUT)
def slope_of_output(G, Y, error):
    """Which of the two is asked for: how the output changes, or how the loss changes with the output?"""
    return error(G, Y)


@misconception("squared_loss_backward", name="loss-for-gradient", factor=(1, 2))
def total_loss_for_gradient(G, Y, factor):
    return np.full(np.shape(G), factor * np.sum((G - Y) ** 2) / len(G))


@misconception("squared_loss_backward", name="loss-for-gradient", factor=(1, 2))
def total_loss_as_one_number(G, Y, factor):
    return factor * np.sum((G - Y) ** 2) / len(G)


@misconception("squared_loss_backward", name="loss-for-gradient", factor=(1, 2))
def mean_square_as_one_number(G, Y, factor):
    return factor * np.mean((G - Y) ** 2)


@misconception("squared_loss_backward", name="averaged-over-batch")
def mean_of_all(G, Y):
    return np.mean(2 * (G - Y))


@misconception("squared_loss_backward", name="averaged-over-batch")
def sum_of_all(G, Y):
    return 2 * np.sum(G - Y) / len(G)


@misconception("squared_loss_backward")
def divided_by_sum_of_shape(G, Y):
    """By what do you divide? Print that number for three data points with two outputs."""
    return wrong.error_over_sum_of_shape(G, Y)


@misconception("linear_forward", layer=wrong.MISPLACED)
def bias_in_the_wrong_place(X, W, b, layer):
    """A bias is the weight of an input that is always 1. Did you put that input where its bias belongs?"""
    return layer(X, W, b)
