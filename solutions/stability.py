"""Vanishing and exploding gradients, clipping, initialization."""

from itertools import pairwise

import numpy as np
from layers import relu_forward


def gradient_norms(dWs):
    return np.array([np.sqrt(np.sum(dW**2)) for dW in dWs])


def clip_by_norm(gradient, max_norm):
    norm = np.sqrt(np.sum(gradient**2))
    return max_norm * gradient / norm if norm > max_norm else np.array(gradient)


def clip_by_global_norm(gradients, max_norm):
    norm = np.sqrt(np.sum(gradient_norms(gradients) ** 2))
    if norm > max_norm:
        return [max_norm * gradient / norm for gradient in gradients]
    return [np.array(gradient) for gradient in gradients]


def xavier_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


def he_init(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


def initialize_network(sizes, rng):
    *hidden, last = pairwise(sizes)
    Ws = [he_init(n_in, n_out, rng) for n_in, n_out in hidden]
    Ws.append(xavier_init(*last, rng))  # no ReLU follows
    bs = [np.zeros(n_out) for n_out in sizes[1:]]
    return Ws, bs


def activation_spreads(X, Ws):
    A, spreads = X, []
    for W in Ws[:-1]:
        A = relu_forward(A @ W)
        spreads.append(np.std(A))
    spreads.append(np.std(A @ Ws[-1]))  # the last layer is linear
    return np.array(spreads)
