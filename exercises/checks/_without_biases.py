"""The network without biases, made of a student's own functions."""

import numpy as np

from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero


def pre_activations(linear_forward, relu_forward, X, W1, W2):
    """The pre-activations of both layers."""
    Z1 = linear_forward(X, W1, np.zeros(W1.shape[1]))
    return Z1, linear_forward(relu_forward(Z1), W2, np.zeros(W2.shape[1]))


def large(rng):
    """A network with many weights, which can be drawn in other sizes."""
    yield from at_size(
        lambda *sizes: network(rng, *sizes, 3), shapes=lambda X, Y, W1, W2: {"dW1": W1.shape, "dW2": W2.shape}
    )


def network(rng, n, d, m, k):
    """A data point that comes n times, and weights with which every other hidden neuron is on, and outputs of both."""
    x, W1, W2 = (away_from_zero(rng, shape) for shape in (d, (d, m), (m, k)))
    W1 *= np.sign(x @ W1) * (-1.0) ** np.arange(m)
    W2[:, :2] = np.abs(W2[:, :2]) * [1, -1]
    return {"X": np.tile(x, (n, 1)), "Y": away_from_zero(rng, (n, k)), "W1": W1 / np.sqrt(d), "W2": W2}
