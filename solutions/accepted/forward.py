"""Right forward passes that look odd."""

import math

import numpy as np


def _logistic(z):
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def sigmoid__overflowing(Z):
    """Warns at -1000, and is right."""
    return 1 / (1 + np.exp(-Z))


def sigmoid__overflow_in_branch_not_taken(Z):
    return np.where(Z >= 0, 1 / (1 + np.exp(-Z)), np.exp(Z) / (1 + np.exp(Z)))


def sigmoid__by_tanh(Z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(Z)))


def sigmoid__by_logaddexp(Z):
    return np.exp(-np.logaddexp(0, -np.asarray(Z, dtype=float)))


def sigmoid__two_masks(Z):
    Z = np.asarray(Z, dtype=float)
    A = np.empty(Z.shape)
    on = Z >= 0
    A[on] = 1 / (1 + np.exp(-Z[on]))
    A[~on] = np.exp(Z[~on]) / (1 + np.exp(Z[~on]))
    return A


def sigmoid__vectorized(Z):
    return np.vectorize(_logistic, otypes=[float])(Z)


def sigmoid__nested_lists(Z):
    return np.reshape([_logistic(float(z)) for z in np.ravel(Z)], np.shape(Z)).tolist()


def sigmoid__clipped_argument(Z):
    return 1 / (1 + np.exp(-np.clip(Z, -500, 500)))


def sigmoid__float32(Z):
    Z = np.asarray(Z, dtype=np.float32)
    return np.float32(1) / (np.float32(1) + np.exp(-Z))


def sigmoid__in_a_buffer(Z):
    A = np.array(Z, dtype=float)
    np.negative(A, out=A)
    np.exp(A, out=A)
    A += 1
    return np.reciprocal(A)


def sigmoid__complement(Z):
    return 1 - 1 / (1 + np.exp(np.asarray(Z, dtype=float)))


def sigmoid__fortran_order(Z):
    return np.asfortranarray(1 / (1 + np.exp(-np.asarray(Z, dtype=float))))


def sigmoid_network__einsum(X, W1, b1, W2, b2):
    A1 = 1 / (1 + np.exp(-(np.einsum("nd,dh->nh", X, W1) + b1)))
    return np.einsum("nh,hk->nk", A1, W2) + b2


def sigmoid_network__sample_by_sample(X, W1, b1, W2, b2):
    return [W2.T @ sigmoid__by_tanh(W1.T @ x + b1) + b2 for x in X]


def sigmoid_network__bias_as_weight(X, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    A1 = sigmoid__by_logaddexp(np.hstack([X, ones]) @ np.vstack([W1, b1]))
    return np.hstack([A1, ones]) @ np.vstack([W2, b2])


def sigmoid_network__columns(X, W1, b1, W2, b2):
    A1 = sigmoid__overflowing(W1.T @ X.T + b1.reshape(-1, 1))
    return (W2.T @ A1 + b2.reshape(-1, 1)).T


def sigmoid_network__plain_python(X, W1, b1, W2, b2):
    G = []
    for x in X.tolist():
        A1 = [_logistic(sum(a * w for a, w in zip(x, W1[:, j].tolist())) + float(b1[j])) for j in range(len(b1))]
        G.append([sum(a * w for a, w in zip(A1, W2[:, k].tolist())) + float(b2[k]) for k in range(len(b2))])
    return G


def sigmoid_network__float32(X, W1, b1, W2, b2):
    X, W1, b1, W2, b2 = (np.asarray(array, dtype=np.float32) for array in (X, W1, b1, W2, b2))
    return 1 / (1 + np.exp(-(X @ W1 + b1))) @ W2 + b2


def sigmoid_network__unit_by_unit(X, W1, b1, W2, b2):
    G = np.tile(np.asarray(b2, dtype=float), (len(X), 1))
    for j in range(W1.shape[1]):
        G += np.outer(sigmoid__by_tanh(X @ W1[:, j] + b1[j]), W2[j])
    return G


def training_error__mean_of_sums(G, Y):
    return np.mean(np.sum((G - Y) ** 2, axis=1))


def training_error__sum_of_means(G, Y):
    return np.sum(np.mean(np.square(G - Y), axis=0))


def training_error__einsum(G, Y):
    E = G - Y
    return np.einsum("no,no->", E, E) / E.shape[0]


def training_error__frobenius(G, Y):
    return np.linalg.norm(G - Y) ** 2 / G.shape[0]


def training_error__trace(G, Y):
    """As an array of size 1."""
    return np.trace((Y - G) @ (Y - G).T).reshape(1, 1) / len(Y)


def training_error__vdot(G, Y):
    return np.vdot(G - Y, G - Y) / len(G)


def training_error__python_float(G, Y):
    total = 0.0
    for g, y in zip(G.tolist(), Y.tolist()):
        total += sum((a - b) ** 2 for a, b in zip(g, y))
    return total / len(G)


def training_error__fsum(G, Y):
    return math.fsum(float(e) ** 2 for e in np.ravel(G - Y)) / len(G)


def training_error__early_average(G, Y):
    return sum(((g - y) ** 2 / len(G)).sum() for g, y in zip(G, Y))


def training_error__mean_times_outputs(G, Y):
    return np.mean((G - Y) ** 2) * G.shape[1]


def training_error__float32(G, Y):
    return np.float32(np.sum((np.asarray(G, np.float32) - np.asarray(Y, np.float32)) ** 2) / np.float32(len(G)))


def training_error__absolute_values_squared(G, Y):
    return (np.abs(Y - G) ** 2).sum(axis=-1).mean(keepdims=True)
