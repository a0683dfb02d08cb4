"""The right pieces, for misconceptions that go wrong elsewhere."""

import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def sigmoid(Z):
    return np.exp(-np.logaddexp(0, -Z))


def error_gradient(G, Y):
    """dJ/dG."""
    return 2 * (G - Y) / len(G)


def forward(X, Ws, bs):
    """Pre-activations and activations of all layers; the last one is linear."""
    Zs, As = [], []
    for W, b in zip(Ws, bs):
        Zs.append((As[-1] if As else X) @ W + b)
        As.append(relu(Zs[-1]))
    return Zs, [*As[:-1], Zs[-1]]


def backward(dZ, X, Ws, Zs, As):
    """Both lists of gradients, from dJ/dZ of the last layer."""
    dWs, dbs = [], []
    for layer in reversed(range(len(Ws))):
        dWs.insert(0, (As[layer - 1] if layer else X).T @ dZ)
        dbs.insert(0, dZ.sum(axis=0))
        dZ = dZ @ Ws[layer].T * (Zs[layer - 1] > 0) if layer else dZ
    return dWs, dbs


def gradients(X, Y, Ws, bs):
    """Both lists of gradients of J on a batch."""
    Zs, As = forward(X, Ws, bs)
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, As)


def weight_gradients(dZ2, X, Z1, W2):
    """Both dJ/dW of two layers without biases, from dJ/dZ of the second."""
    return X.T @ (dZ2 @ W2.T * (Z1 > 0)), relu(Z1).T @ dZ2


def clipped(dWs, dbs, max_norm):
    """Both lists, by their common norm where `max_norm` is given."""
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in [*dWs, *dbs]))
    scale = max_norm / norm if max_norm is not None and norm > max_norm else 1
    return [dW * scale for dW in dWs], [db * scale for db in dbs]


def descended(parameters, steps, learning_rate):
    return [parameter - learning_rate * step for parameter, step in zip(parameters, steps)]


def step(X, Y, Ws, bs, learning_rate, max_norm):
    """The weights and biases after one step on a batch."""
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    return descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)


def error(X, Y, Ws, bs):
    """J."""
    return np.sum((forward(X, Ws, bs)[1][-1] - Y) ** 2) / len(X)


def batches(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
