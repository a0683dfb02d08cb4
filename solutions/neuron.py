"""Stochastic gradient descent on one neuron."""

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


def sgd_linear_regression(w, X, Y, learning_rate, steps, rng):
    w = np.array(w, dtype=float)
    for _ in range(steps):
        i = rng.integers(len(X))  # pick a data point
        gradient = linear_neuron_gradient(w, X[i], Y[i])
        w = sgd_step(w, gradient, learning_rate)
    return w
