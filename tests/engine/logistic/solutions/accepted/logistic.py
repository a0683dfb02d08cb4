"""Right answers for logistic regression that look odd."""

import math

import numpy as np


def probability__overflowing(X, w, b):
    """Warns at -1000, and is right."""
    return 1 / (1 + np.exp(-(X @ w + b)))


def probability__by_tanh(X, w, b):
    return 0.5 + 0.5 * np.tanh((np.dot(X, w) + b) / 2)


def probability__list_of_floats(X, w, b):
    scores = [sum(float(a) * float(c) for a, c in zip(x, w)) + float(b) for x in X]
    return [1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z)) for z in scores]


def probability__bias_as_weight(X, w, b):
    z = np.hstack([X, np.ones((len(X), 1))]) @ np.append(w, b)
    return np.where(z >= 0, 1, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z)))


def probability__softmax_of_two(X, w, b):
    z = np.stack([np.zeros(len(X)), X @ w + b])
    E = np.exp(z - z.max(axis=0))
    return E[1] / E.sum(axis=0)


def probability__float32(X, w, b):
    return 1 / (1 + np.exp(-(np.asarray(X, np.float32) @ np.asarray(w, np.float32) + np.float32(b))))


def cross_entropy__of_the_own_class(P, y):
    return -np.log(np.where(y == 1, P, 1 - P)).mean()


def cross_entropy__two_sums(P, y):
    return (np.log(1 / P[y == 1]).sum() + np.log(1 / (1 - P[y == 0])).sum()) / len(y)


def cross_entropy__tiny_number_inside(P, y):
    return -np.mean(y * np.log(P + 1e-8) + (1 - y) * np.log(1 - P + 1e-8))


def cross_entropy__clipped(P, y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return np.array([-(y @ np.log(P) + (1 - y) @ np.log1p(-P)) / len(P)])


def cross_entropy__plain_python(P, y):
    return sum(-math.log(p if c else 1 - p) for p, c in zip(P.tolist(), y.tolist())) / len(P)


def cross_entropy__of_the_product(P, y):
    return -math.log(np.prod(P**y * (1 - P) ** (1 - y))) / len(P)


def gradient__chain_link_by_link(X, y, w, b):
    """With the links that cancel; where a probability is rounded to 0 or 1 they are 0 / 0, and left out."""
    P = probability__by_tanh(X, w, b)
    sure = P * (1 - P) < 1e-12
    slope = np.where(sure, 1, P * (1 - P))
    dz = (P - y) / slope * slope / len(y)
    return X.T @ dz, dz.sum()


def gradient__row_by_row(X, y, w, b):
    dw, db = np.zeros(len(w)), 0.0
    for x, target in zip(X, y):
        error = probability__by_tanh(x[None], w, b)[0] - target
        dw += error * x / len(X)
        db += error / len(X)
    return dw, db


def gradient__einsum(X, y, w, b):
    error = probability__softmax_of_two(X, w, b) - y
    return np.einsum("nd,n->d", X, error) / len(X), np.mean(error, keepdims=True)


def gradient__two_minuses_in_a_list(X, y, w, b):
    error = y - probability__by_tanh(X, w, b)
    return [(-(error @ X) / len(y)).tolist(), float(-error.mean())]


def gradient__bias_as_weight(X, y, w, b):
    X = np.hstack([X, np.ones((len(X), 1))])
    both = X.T @ (probability__by_tanh(X, np.append(w, b), 0) - y) / len(X)
    return both[:-1], both[-1]
