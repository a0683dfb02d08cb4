"""Gradients measured by central differences: for networks whose backward pass is no exercise."""

from functools import reduce

import numpy as np

STEP = 1e-4  # relative to the largest number of what is moved


def gradient_lengths(X, Ws, linear_forward, activation, *, of_weights):
    """‖dJ/dW‖, or ‖dJ/dZ‖, of each layer of a network, for a J whose dJ/dG is of length 1.

    Parameters
    ----------
    X : array (1, n)
        One data point.
    Ws : list of arrays
        Weights; there are no biases.
    linear_forward, activation : callable
        What a layer consists of; the last one has no activation.
    of_weights : bool
        Whether to measure with respect to the weights, or to the pre-activations.
    """

    def onward(Z, layers):
        return reduce(lambda Z, W: linear_forward(activation(Z), W, np.zeros(W.shape[1])), layers, Z)

    def into(A, W):
        return linear_forward(A, W, np.zeros(W.shape[1]))

    first, direction = into(X, Ws[0]), np.full(Ws[-1].shape[1], Ws[-1].shape[1] ** -0.5)
    lengths = []
    for layer, W in enumerate(Ws):
        A = activation(onward(first, Ws[1:layer])) if layer else X
        at = W if of_weights else into(A, W)
        step = STEP * np.abs(at).max()
        moved = [at + step * side * unit.reshape(at.shape) for unit in np.eye(at.size) for side in (1, -1)]
        Z = np.concatenate([into(A, each) if of_weights else each for each in moved])
        J = onward(Z, Ws[layer + 1 :]) @ direction
        lengths.append(np.linalg.norm((J[::2] - J[1::2]) / (2 * step)))
    return lengths
