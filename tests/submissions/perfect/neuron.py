import numpy as np


def squared_loss(g, y):
    return (g - y) ** 2


def linear_neuron_gradient(w, x, y):
    g = np.dot(w, x)
    dg = 2 * (g - y)
    return dg * x


def relu_neuron_gradient(w, x, y):
    z = np.dot(w, x)
    if z <= 0:
        return np.zeros(len(w))
    return 2 * (z - y) * x


def sgd_step(w, gradient, learning_rate):
    return w - learning_rate * gradient


def sgd_linear_regression(w, X, Y, learning_rate, steps, rng):
    w = np.array(w, dtype=float)
    for _ in range(steps):
        i = rng.choice(len(X))
        w = sgd_step(w, linear_neuron_gradient(w, X[i], Y[i]), learning_rate)
    return w
