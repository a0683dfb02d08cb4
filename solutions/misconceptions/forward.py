"""How the forward pass goes wrong."""

import numpy as np
from _right import sigmoid as right_sigmoid

from autograder.authoring import misconception


@misconception("sigmoid")
def wrong_sign_in_exponent(Z):
    """Should the value rise or fall as z grows? Look at z = 5 and z = -5."""
    return 1 - right_sigmoid(Z)


@misconception("sigmoid")
def overflow_to_nan(Z):
    """Which intermediate result becomes infinite at z = 1000, and what is infinity divided by infinity?"""
    return np.exp(Z) / (1 + np.exp(Z))


@misconception("sigmoid")
def slope_for_value(Z):
    """The value itself is asked for, not how steep the curve is there: what is it at z = 0?"""
    return right_sigmoid(Z) * (1 - right_sigmoid(Z))


@misconception("sigmoid")
def tanh_for_sigmoid(Z):
    """Between which two numbers does a sigmoid's output lie?"""
    return np.tanh(Z)


@misconception("sigmoid")
def int_truncation(Z):
    """What type does your result array have when Z holds whole numbers, and what fits in it?"""
    A = np.zeros_like(Z)
    A[...] = right_sigmoid(Z)
    return A


@misconception("sigmoid_network")
def linear_hidden_layer(X, W1, b1, W2, b2):
    """Two linear layers in a row are one linear layer. What stands between them?"""
    return (X @ W1 + b1) @ W2 + b2


@misconception("sigmoid_network")
def sigmoid_at_output(X, W1, b1, W2, b2):
    """Which activation does the output layer have? Compare the range of your G with that of the demo."""
    return right_sigmoid(right_sigmoid(X @ W1 + b1) @ W2 + b2)


@misconception("sigmoid_network")
def hidden_bias_forgotten(X, W1, b1, W2, b2):
    """Does every argument play a part in your answer? Look at the hidden layer."""
    return right_sigmoid(X @ W1) @ W2 + b2


@misconception("sigmoid_network")
def output_bias_forgotten(X, W1, b1, W2, b2):
    """Does every argument play a part in your answer? In the demo, one of them happens to be 0."""
    return right_sigmoid(X @ W1 + b1) @ W2


@misconception("sigmoid_network")
def bias_after_activation(X, W1, b1, W2, b2):
    """Is the bias a part of the pre-activation, or is it added to what comes out of the activation?"""
    return (right_sigmoid(X @ W1) + b1) @ W2 + b2


@misconception("sigmoid_network")
def weights_transposed(X, W1, b1, W2, b2):
    """In which axis of W1 are the inputs counted? The demo's matrix is symmetric and cannot tell you."""
    return right_sigmoid(X @ W1.T + b1) @ W2 + b2


@misconception("sigmoid_network")
def hard_coded(X, W1, b1, W2, b2):
    """What does your function answer when the weights are other ones than the demo's?"""
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


@misconception("training_error")
def half_loss(G, Y):
    """Some books put a convenient factor before the square. Is there one in this course's loss?"""
    return np.sum((G - Y) ** 2) / (2 * len(G))


@misconception("training_error")
def absolute_error(G, Y):
    """How much worse is an error of 2 than an error of 1 under this loss?"""
    return np.sum(np.abs(G - Y)) / len(G)


@misconception("training_error")
def square_of_the_sum(G, Y):
    """Which comes first, squaring or adding up? Try two errors of opposite sign."""
    return np.sum(np.sum(G - Y, axis=0) ** 2) / len(G)


@misconception("training_error")
def one_per_data_point(G, Y):
    """How many numbers is the training error of a whole batch?"""
    return np.sum((G - Y) ** 2, axis=1)


@misconception("training_error")
def broadcast_square(G, Y):
    """How many numbers has the difference of G and Y in your code, and how many should it have?"""
    return np.mean((G.ravel() - Y) ** 2)
