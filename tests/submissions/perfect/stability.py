import numpy as np


def gradient_norms(dWs):
    return np.array([np.linalg.norm(dW) for dW in dWs])


def clip_by_norm(gradient, max_norm):
    norm = np.linalg.norm(gradient)
    if norm > max_norm:
        return gradient * (max_norm / norm)
    return gradient.copy()


def clip_by_global_norm(gradients, max_norm):
    norm = np.sqrt(sum((g * g).sum() for g in gradients))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in gradients]


def xavier_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def he_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)


def initialize_network(sizes, rng):
    Ws, bs = [], []
    for i in range(len(sizes) - 1):
        if i == len(sizes) - 2:
            Ws.append(xavier_init(sizes[i], sizes[i + 1], rng))
        else:
            Ws.append(he_init(sizes[i], sizes[i + 1], rng))
        bs.append(np.zeros(sizes[i + 1]))
    return Ws, bs


def activation_spreads(X, Ws):
    A = X
    spreads = []
    for i, W in enumerate(Ws):
        Z = A @ W
        A = Z if i == len(Ws) - 1 else np.maximum(Z, 0)
        spreads.append(A.std())
    return np.array(spreads)
