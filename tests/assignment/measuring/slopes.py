"""Every gradient measured: by differences, or by a complex step, which is exact to the last digit."""

import numpy as np


def central(error, at):
    """(J(a + h) - J(a - h)) / 2h, one number at a time, with a step in proportion to the numbers."""
    at = np.array(at, dtype=float)
    slopes, step = np.zeros_like(at), 1e-3 * (np.abs(at).max() or 1.0)
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += step
        down[index] -= step
        slopes[index] = (error(up) - error(down)) / (up[index] - down[index])
    return slopes


def complex_step(error, at):
    """Im J(a + ih) / h, one number at a time."""
    at = np.array(at, dtype=float)
    slopes = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += 1e-30j
        slopes[index] = np.imag(error(moved)) / 1e-30
    return slopes


def linear_neuron(slopes, w, x, y):
    return slopes(lambda w: (w @ np.asarray(x) - y) ** 2, w)


def relu_neuron(slopes, w, x, y):
    return slopes(lambda w: (np.maximum(0, w @ np.asarray(x)) - y) ** 2, w)


def linear(slopes, dZ, X, W):
    def error(X, W, b):
        return np.sum(dZ * (X @ W + b))

    b = np.zeros(np.shape(W)[1])
    return slopes(lambda a: error(a, W, b), X), slopes(lambda a: error(X, a, b), W), slopes(lambda a: error(X, W, a), b)


def relu(slopes, dA, Z):
    return slopes(lambda a: np.sum(dA * np.maximum(0, a)), Z)


def squared_loss(slopes, G, Y):
    return slopes(lambda a: np.sum((a - Y) ** 2) / len(G), G)


def two_layer(slopes, X, Y, W2, Z1, A1, G):
    b2 = (G - A1 @ W2)[0]

    def error(dW1, db1, W2, b2):
        return np.sum((np.maximum(0, Z1 + X @ dW1 + db1) @ W2 + b2 - Y) ** 2) / len(Y)

    at = [np.zeros((X.shape[1], Z1.shape[1])), np.zeros(Z1.shape[1]), W2, b2]
    return tuple(slopes(lambda a, i=i: error(*at[:i], a, *at[i + 1 :]), each) for i, each in enumerate(at))


def deep(slopes, X, Y, Ws, Zs, As):
    bs = [Z[0] - (A @ W)[0] for Z, A, W in zip(Zs, [X, *As[:-1]], Ws)]

    def error(*parameters):
        A = X
        for layer, (W, b) in enumerate(zip(parameters[: len(Ws)], parameters[len(Ws) :])):
            A = A @ W + b
            A = np.maximum(0, A) if layer < len(Ws) - 1 else A
        return np.sum((A - Y) ** 2) / len(Y)

    at = [*Ws, *bs]
    found = [slopes(lambda a, i=i: error(*at[:i], a, *at[i + 1 :]), each) for i, each in enumerate(at)]
    return found[: len(Ws)], found[len(Ws) :]


def without_biases(slopes, output, X, Y, W1, W2):
    def error(W1, W2):
        return np.sum((output(np.maximum(0, X @ W1) @ W2) - Y) ** 2) / len(Y)

    return slopes(lambda a: error(a, W2), W1), slopes(lambda a: error(W1, a), W2)


def relu_network(slopes, X, Y, W1, W2):
    return without_biases(slopes, lambda Z: np.maximum(0, Z), X, Y, W1, W2)


def residual(slopes, dG, Z2):
    return slopes(lambda a: np.sum(dG * (a + np.maximum(0, a))), Z2)


def residual_network(slopes, X, Y, W1, W2):
    return without_biases(slopes, lambda Z: Z + np.maximum(0, Z), X, Y, W1, W2)
