import numpy as np


def gradient_norms(dWs):
    return np.array([np.linalg.norm(dW) for dW in dWs])


def clip_by_norm(gradient, max_norm):
    return np.clip(gradient, -max_norm, max_norm)


def clip_by_global_norm(gradients, max_norm):
    norm = np.sqrt(sum((g * g).sum() for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in gradients]


def xavier_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def he_init(n_in, n_out, rng):
    return rng.normal(0, 2 / n_in, size=(n_in, n_out))


def initialize_network(sizes, rng):
    Ws = [he_init(sizes[i], sizes[i + 1], rng) for i in range(len(sizes) - 1)]
    bs = [np.zeros(n) for n in sizes[1:]]
    return Ws, bs


def activation_spreads(X, Ws):
    spreads = []
    for W in Ws:
        Z = X @ W
        spreads.append(np.std(Z))
        X = np.maximum(0, Z)
    return np.array(spreads)
