"""How the forward pass goes wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import relu
from _reference_parts import sigmoid as right_sigmoid

from autograder.authoring import misconception


def linear(A, W, b):
    return A @ W + b


def network(X, W1, b1, W2, b2, hidden=right_sigmoid, layers=(linear, linear)):
    return layers[1](hidden(layers[0](X, W1, b1)), W2, b2)


@misconception("sigmoid")
def wrong_sign_in_exponent(Z):
    """Should the value rise or fall as z grows? Look at z = 5 and z = -5."""
    return 1 - right_sigmoid(Z)


@misconception("sigmoid")
def overflow_to_nan(Z):
    """Which intermediate result becomes infinite at z = 1000, and what is infinity divided by infinity?"""
    return np.exp(Z) / (1 + np.exp(Z))


@misconception("sigmoid", name="overflow-to-nan")
def overflow_to_nan_on_one_side(Z):
    return np.where(Z < 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))


@misconception("sigmoid", bound=(10, 20))
def clipped_too_early(Z, bound):
    """You limit z to a range. Is the sigmoid's value still right outside that range?"""
    return right_sigmoid(np.clip(Z, -bound, bound))


@misconception("sigmoid")
def slope_for_value(Z):
    """The value itself is asked for, not how steep the curve is there: what is it at z = 0?"""
    return right_sigmoid(Z) * (1 - right_sigmoid(Z))


@misconception("sigmoid")
def tanh_for_sigmoid(Z):
    """Between which two numbers does a sigmoid's output lie?"""
    return np.tanh(Z)


@misconception("sigmoid", name="tanh-for-sigmoid")
def tanh_moved(Z):
    return (1 + np.tanh(Z)) / 2


@misconception("sigmoid")
def minus_for_plus(Z):
    """What is your denominator at z = 0?"""
    return 1 / (1 - np.exp(-Z))


@misconception("sigmoid")
def step_for_sigmoid(Z):
    """Is the sigmoid smooth? Look at z = 0.1 and z = -0.1."""
    return (Z > 0) * 1.0


@misconception("sigmoid")
def softmax_for_sigmoid(Z):
    """Does one neuron's output depend on the pre-activations of the others?"""
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


@misconception("sigmoid_network")
def linear_hidden_layer(X, W1, b1, W2, b2):
    """Two linear layers in a row are one linear layer. What stands between them?"""
    return network(X, W1, b1, W2, b2, wrong.identity)


@misconception("sigmoid_network")
def relu_in_hidden_layer(X, W1, b1, W2, b2):
    """Which activation function does this network's hidden layer have?"""
    return network(X, W1, b1, W2, b2, relu)


@misconception("sigmoid_network", name="relu-in-hidden-layer")
def tanh_in_hidden_layer(X, W1, b1, W2, b2):
    return network(X, W1, b1, W2, b2, np.tanh)


@misconception("sigmoid_network")
def sigmoid_at_output(X, W1, b1, W2, b2):
    """Which activation does the output layer have? Compare the range of your G with that of the demo."""
    return right_sigmoid(network(X, W1, b1, W2, b2))


@misconception("sigmoid_network", name="sigmoid-at-output")
def sigmoid_at_output_alone(X, W1, b1, W2, b2):
    return right_sigmoid(network(X, W1, b1, W2, b2, wrong.identity))


@misconception("sigmoid_network", name="wrong-sign-in-exponent")
def wrong_sign_in_exponent_of_hidden(X, W1, b1, W2, b2):
    """Should a hidden neuron's output rise or fall with its pre-activation?"""
    return network(X, W1, b1, W2, b2, lambda Z: right_sigmoid(-Z))


@misconception("sigmoid_network")
def hidden_bias_forgotten(X, W1, b1, W2, b2):
    """Do you use every argument? Look at the hidden layer."""
    return network(X, W1, 0, W2, b2)


@misconception("sigmoid_network")
def output_bias_forgotten(X, W1, b1, W2, b2):
    """Do you use every argument? In the demo, one of them happens to be 0."""
    return network(X, W1, b1, W2, 0)


@misconception("sigmoid_network")
def both_biases_forgotten(X, W1, b1, W2, b2):
    """Do you use every argument? Try inputs of 0."""
    return network(X, W1, 0, W2, 0)


@misconception("sigmoid_network")
def bias_after_activation(X, W1, b1, W2, b2):
    """Is the bias a part of the pre-activation, or is it added to what comes out of the activation?"""
    return (right_sigmoid(X @ W1) + b1) @ W2 + b2


@misconception("sigmoid_network")
def weights_transposed(X, W1, b1, W2, b2):
    """Which axis of W1 counts the inputs? The demo's matrix is symmetric and cannot tell you."""
    return network(X, W1.T, b1, W2, b2)


@misconception("sigmoid_network")
def hard_coded(X, W1, b1, W2, b2):
    """What does your function return for weights other than the demo's?"""
    difference = 5 * (X[:, :1] - X[:, 1:2])
    return -3 * (right_sigmoid(difference + 1) + right_sigmoid(1 - difference))


@misconception("training_error")
def sum_not_mean(G, Y):
    """If every data point stood in the batch twice, should the training error change?"""
    return np.sum((G - Y) ** 2)


@misconception("training_error")
def mean_over_outputs(G, Y):
    """Over what is the average taken: over the data points, or over all numbers in the array?"""
    return np.mean((G - Y) ** 2)


@misconception("training_error", name="mean-over-outputs")
def mean_over_outputs_alone(G, Y):
    return np.sum(np.mean((G - Y) ** 2, axis=1))


@misconception("training_error")
def half_loss(G, Y):
    """Some books put a convenient factor before the square. Is there one in this course's loss?"""
    return np.sum((G - Y) ** 2) / (2 * len(G))


@misconception("training_error")
def averaged_twice(G, Y):
    """How often does the number of data points appear in J?"""
    return np.sum((G - Y) ** 2) / len(G) ** 2


@misconception("training_error")
def absolute_error(G, Y):
    """How much worse is an error of 2 than an error of 1 under this loss?"""
    return np.sum(np.abs(G - Y)) / len(G)


@misconception("training_error", name="absolute-error")
def absolute_error_over_all(G, Y):
    return np.mean(np.abs(G - Y))


@misconception("training_error")
def root_taken(G, Y):
    """If every error doubles, does your J become four times as large?"""
    return np.sqrt(np.sum((G - Y) ** 2) / len(G))


@misconception("training_error", name="root-taken")
def root_of_the_mean(G, Y):
    return np.sqrt(np.mean((G - Y) ** 2))


@misconception("training_error", name="root-taken")
def mean_of_lengths(G, Y):
    return np.mean(np.sqrt(np.sum((G - Y) ** 2, axis=1)))


@misconception("training_error")
def square_of_the_sum(G, Y):
    """Which comes first, squaring or adding up? Try two errors of opposite sign."""
    return np.sum(np.sum(G - Y, axis=0) ** 2) / len(G)


@misconception("training_error", name="square-of-the-sum")
def square_of_each_sum(G, Y):
    return np.mean(np.sum(G - Y, axis=1) ** 2)


@misconception("training_error", name="square-of-the-sum")
def square_of_the_mean(G, Y):
    return np.mean(G - Y) ** 2


@misconception("training_error")
def difference_of_squares(G, Y):
    """What should the error be where an output and its target differ only in their sign?"""
    return np.sum(G**2 - Y**2) / len(G)


@misconception("training_error")
def error_not_squared(G, Y):
    """Should errors of opposite sign cancel each other?"""
    return np.sum(G - Y) / len(G)


@misconception("training_error")
def last_sample_only(G, Y):
    """Take two different data points in a batch. Does the first one change your result?"""
    return np.sum((G[-1] - Y[-1]) ** 2)


@misconception("training_error", name="last-sample-only")
def last_sample_only_averaged(G, Y):
    return np.sum((G[-1] - Y[-1]) ** 2) / len(G)


@misconception("training_error", name="wrong-shape")
def one_per_data_point(G, Y):
    """How many numbers is the training error of a whole batch?"""
    return np.sum((G - Y) ** 2, axis=1)


@misconception("training_error", name="wrong-shape")
def one_per_output(G, Y):
    return np.mean((G - Y) ** 2, axis=0)


@misconception("training_error", name="wrong-shape")
def one_per_number(G, Y):
    return (G - Y) ** 2


@misconception("training_error")
def broadcast_square(G, Y):
    """How many numbers does the difference of G and Y have in your code, and how many should it have?"""
    return np.mean((G.ravel() - Y) ** 2)


@misconception("training_error", name="broadcast-square")
def broadcast_square_summed(G, Y):
    return np.sum((G - Y.ravel()) ** 2) / len(G)


@misconception("training_error", name="broadcast-square")
def broadcast_where_one_output(G, Y):
    return np.sum((G - (Y.ravel() if Y.shape[1] == 1 else Y)) ** 2) / len(G)


@misconception("training_error", name="broadcast-square")
def broadcast_where_one_output_to_the_mean(G, Y):
    return np.mean((G - Y.ravel()) ** 2) if Y.shape[1] == 1 else np.sum((G - Y) ** 2) / len(G)


@misconception("training_error", name="broadcast-square")
def all_pairs(G, Y):
    return np.mean(np.sum((G[:, None] - Y) ** 2, axis=-1))


@misconception("training_error", name="broadcast-square")
def all_pairs_summed(G, Y):
    return np.sum((G[:, None] - Y) ** 2) / len(G)


@misconception("sigmoid_network", layer=wrong.MISPLACED)
def bias_in_the_wrong_place(X, W1, b1, W2, b2, layer):
    """A bias is the weight of an input that is always 1. Did you put that input where its bias belongs?"""
    return network(X, W1, b1, W2, b2, layers=(layer, layer))


@misconception("sigmoid_network", name="bias-in-the-wrong-place", layer=wrong.MISPLACED)
def hidden_bias_in_the_wrong_place(X, W1, b1, W2, b2, layer):
    return network(X, W1, b1, W2, b2, layers=(layer, linear))


@misconception("training_error")
def divided_by_sum_of_shape(G, Y):
    """By what do you divide? Print that number for three data points with two outputs."""
    return np.sum((G - Y) ** 2) / sum(np.shape(G))
