"""Stochastic gradient descent on one neuron, for one data point."""

import numpy as np


def squared_loss(g, y):
    return (g - y) ** 2


def linear_neuron_gradient(w, x, y):
    g = w @ x
    return x * 2 * (g - y)


def relu_neuron_gradient(w, x, y):
    z = w @ x
    g = np.maximum(0, z)
    return x * (z > 0) * 2 * (g - y)


def sgd_step(w, gradient, learning_rate):
    return w - learning_rate * gradient
