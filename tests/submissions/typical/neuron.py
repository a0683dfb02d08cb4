import numpy as np


def squared_loss(g, y):
    return (g - y) ** 2


def linear_neuron_gradient(w, x, y):
    g = np.dot(w, x)
    dg = g - y
    return dg * x


def relu_neuron_gradient(w, x, y):
    z = np.dot(w, x)
    if z <= 0:
        return np.zeros(len(w))
    return 2 * (z - y) * x


def sgd_step(w, gradient, learning_rate):
    return w - learning_rate * gradient


def sgd_linear_regression(w, X, Y, learning_rate, steps, rng):
    for step in range(steps):
        i = rng.integers(len(X))
        w = w - learning_rate * linear_neuron_gradient(w, X[i], Y[i])
    return w
