"""Vanishing and exploding gradients, clipping, initialization."""

import numpy as np


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
