"""The full loop."""

import numpy as np
from deep import deep_backward, deep_forward
from forward import training_error
from stability import clip_by_global_norm


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            Ws, bs = _step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history[epoch] = training_error(deep_forward(X, Ws, bs)[1][-1], Y)
    return Ws, bs, history


def _step(X, Y, Ws, bs, learning_rate, max_norm):
    dWs, dbs = deep_backward(X, Y, Ws, *deep_forward(X, Ws, bs))
    gradients = dWs + dbs
    if max_norm is not None:
        gradients = clip_by_global_norm(gradients, max_norm)
    updated = [parameter - learning_rate * gradient for parameter, gradient in zip([*Ws, *bs], gradients)]
    return updated[: len(Ws)], updated[len(Ws) :]
