"""Right parts, for misconceptions that go wrong elsewhere; functions that take parts can be given wrong ones."""

import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def slope(Z):
    """ReLU'."""
    return (Z > 0) * 1.0


def residual(Z2):
    return Z2 + relu(Z2)


def residual_slope(Z2):
    return 1 + slope(Z2)


def sigmoid(Z):
    return np.exp(-np.logaddexp(0, -Z))


def error_gradient(G, Y):
    """dJ/dG."""
    return 2 * (G - Y) / len(G)


def forward(X, Ws, bs, activation=relu):
    """Pre-activations and activations of all layers; the last one is linear."""
    Zs, As = [], []
    for W, b in zip(Ws, bs):
        Zs.append((As[-1] if As else X) @ W + b)
        As.append(activation(Zs[-1]))
    return Zs, [*As[:-1], Zs[-1]]


def weight_gradient(A, dZ):
    return A.T @ dZ


def bias_gradient(dZ):
    return dZ.sum(axis=0)


def layer_down(dZ, W, Z):
    """dJ/dZ of the layer below, whose pre-activation is Z."""
    return dZ @ W.T * slope(Z)


def backward(dZ, X, Ws, Zs, As, *, down=layer_down, weights=weight_gradient, biases=bias_gradient):
    """Both lists of gradients, from dJ/dZ of the last layer."""
    dWs, dbs = [], []
    for layer in reversed(range(len(Ws))):
        dWs.insert(0, weights(As[layer - 1] if layer else X, dZ))
        dbs.insert(0, biases(dZ))
        dZ = down(dZ, Ws[layer], Zs[layer - 1]) if layer else dZ
    return dWs, dbs


def without_biases(X, Y, W1, W2, output, output_slope, *, hidden=relu, error=error_gradient, **parts):
    """Both dJ/dW of two layers without biases, whose output has an activation function."""
    Z1 = X @ W1
    A1 = hidden(Z1)
    Z2 = A1 @ W2
    dZ2 = error(output(Z2), Y) * output_slope(Z2)
    return tuple(backward(dZ2, X, [W1, W2], [Z1], [A1], **parts)[0])


def norm(arrays):
    """The norm over all arrays together."""
    return np.sqrt(sum(np.sum(array**2) for array in arrays))


def clipped(dWs, dbs, max_norm):
    """Both lists, by their common norm where `max_norm` is given."""
    long = max_norm is not None and norm([*dWs, *dbs]) > max_norm
    scale = max_norm / norm([*dWs, *dbs]) if long else 1
    return [dW * scale for dW in dWs], [db * scale for db in dbs]


def descended(parameters, steps, learning_rate):
    return [parameter - learning_rate * step for parameter, step in zip(parameters, steps)]


def gradients(X, Y, Ws, bs, error=error_gradient, **parts):
    """Both lists of gradients of J on a batch."""
    Zs, As = forward(X, Ws, bs)
    return backward(error(As[-1], Y), X, Ws, Zs, As, **parts)


def mean_error(X, Y, Ws, bs):
    """J."""
    return np.sum((forward(X, Ws, bs)[1][-1] - Y) ** 2) / len(X)


def batches(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def mini_batches(X, Y, batch_size, rng):
    """The data of one epoch, shuffled, batch by batch."""
    return [(X[batch], Y[batch]) for batch in batches(rng.permutation(len(X)), batch_size)]


def picked(pick):
    """Batches of the rows that `pick` returns, from the number of data points, the batch size and the generator."""
    return lambda X, Y, batch_size, rng: [(X[batch], Y[batch]) for batch in pick(len(X), batch_size, rng)]


def full_loop(
    X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None, *,
    epoch=mini_batches, gradients=gradients, clipped=clipped, descended=descended, error=mean_error,
):  # fmt: skip
    """The full loop."""
    history = []
    for _ in range(epochs):
        for batch in epoch(X, Y, batch_size, rng):
            dWs, dbs = clipped(*gradients(*batch, Ws, bs), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)
