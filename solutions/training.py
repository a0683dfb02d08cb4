"""The full loop."""

import numpy as np
from deep import deep_backward, deep_forward
from forward import training_error
from neuron import sgd_step
from stability import clip_by_global_norm


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def train_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    Zs, As = deep_forward(X, Ws, bs)
    dWs, dbs = deep_backward(X, Y, Ws, Zs, As)
    if max_norm is not None:
        clipped = clip_by_global_norm([*dWs, *dbs], max_norm)
        dWs, dbs = clipped[: len(Ws)], clipped[len(Ws) :]
    Ws = [sgd_step(W, dW, learning_rate) for W, dW in zip(Ws, dWs)]
    bs = [sgd_step(b, db, learning_rate) for b, db in zip(bs, dbs)]
    return Ws, bs


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            Ws, bs = train_step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        _, As = deep_forward(X, Ws, bs)
        history[epoch] = training_error(As[-1], Y)
    return Ws, bs, history
