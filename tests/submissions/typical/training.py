from deep import deep_backward, deep_forward
import numpy as np


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    batches = []
    for i in range(n // batch_size):
        batches.append(order[i * batch_size : (i + 1) * batch_size])
    return batches


def train_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Take one step of gradient descent."""
    raise NotImplementedError


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Train a network with mini-batches."""
    raise NotImplementedError
