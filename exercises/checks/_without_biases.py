"""The network without biases, made of a student's own functions."""

import numpy as np


def pre_activations(linear_forward, relu_forward, X, W1, W2):
    """The pre-activations of both layers."""
    Z1 = linear_forward(X, W1, np.zeros(W1.shape[1]))
    return Z1, linear_forward(relu_forward(Z1), W2, np.zeros(W2.shape[1]))
