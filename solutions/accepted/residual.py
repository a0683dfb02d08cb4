"""Right answers on the skip connection that look odd."""

import numpy as np


def residual_forward__where(Z2):
    return np.where(Z2 > 0, 2 * Z2, Z2)


def residual_forward__largest(Z2):
    return np.maximum(Z2, Z2 + Z2)


def residual_forward__absolute(Z2):
    return 1.5 * Z2 + 0.5 * np.abs(Z2)


def residual_forward__product(Z2):
    return Z2 * (1 + (Z2 >= 0))


def residual_forward__copy(Z2):
    G = np.array(Z2)
    G[G > 0] *= 2
    return G


def residual_forward__nested_lists(Z2):
    return np.reshape([z + max(0, z) for z in np.ravel(Z2).tolist()], np.shape(Z2)).tolist()


def residual_forward__leaky(Z2):
    """A leaky ReLU, doubled."""
    return 2 * np.where(Z2 > 0, Z2, 0.5 * Z2)


def residual_forward__float32(Z2):
    return np.float32(Z2) + np.maximum(np.float32(Z2), np.float32(0))


def residual_backward__where(dG, Z2):
    return np.where(Z2 > 0, 2 * dG, dG)


def residual_backward__two_at_zero(dG, Z2):
    return dG + dG * (Z2 >= 0)


def residual_backward__three_halves_at_zero(dG, Z2):
    return dG * (1 + np.heaviside(Z2, 0.5))


def residual_backward__sign(dG, Z2):
    return dG * (3 + np.sign(Z2)) / 2


def residual_backward__copy(dG, Z2):
    dZ2 = np.array(dG, dtype=float)
    dZ2[Z2 > 0] *= 2
    return dZ2


def residual_backward__two_paths(dG, Z2):
    skip, through = np.ones(Z2.shape), np.zeros(Z2.shape)
    through[np.maximum(Z2, 0) > 0] = 1
    return np.multiply(dG, skip) + np.multiply(dG, through)


def residual_backward__less_where_off(dG, Z2):
    return 2 * dG - dG * (Z2 < 0)


def residual_backward__nested_lists(dG, Z2):
    slopes = np.where(Z2 > 0, 2, 1)
    return (dG * slopes).tolist()


def residual_backward__entry_by_entry(dG, Z2):
    dZ2 = np.empty(np.shape(Z2))
    for index, z in np.ndenumerate(Z2):
        dZ2[index] = dG[index] * 2 if z > 0 else dG[index]
    return dZ2


def residual_backward__power(dG, Z2):
    return dG * 2.0 ** (Z2 > 0)


def residual_backward__float32(dG, Z2):
    return np.float32(dG) * np.float32(1 + (Z2 > 0))


def residual_network_gradients__einsum(X, Y, W1, W2):
    Z1 = X @ W1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2
    dZ2 = 2 / len(X) * (Z2 + np.maximum(Z2, 0) - Y) * np.where(Z2 > 0, 2, 1)
    dW1 = np.einsum("nd,no,ho,nh->dh", X, dZ2, W2, (Z1 > 0).astype(float))
    return dW1, np.einsum("nh,no->ho", A1, dZ2)


def residual_network_gradients__sample_by_sample(X, Y, W1, W2):
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for x, y in zip(X, Y):
        a1 = np.clip(x @ W1, 0, None)
        z2 = a1 @ W2
        slope = 1.0 + (z2 >= 0)
        dz2 = slope * 2 * (slope * z2 - y) / len(X)
        dW2 += a1[:, None] * dz2
        dW1 += x[:, None] * (W2 @ dz2 * (a1 > 0))
    return dW1, dW2


def residual_network_gradients__two_paths(X, Y, W1, W2):
    """Each path by itself, then the sum of both."""
    Z1 = X @ W1
    A1 = Z1 * (Z1 > 0)
    Z2 = A1 @ W2
    dG = 2 * (Z2 + Z2 * (Z2 > 0) - Y) / len(Y)
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for dZ2 in (dG, dG * (Z2 > 0)):
        dW1 += X.T @ (dZ2 @ W2.T * (Z1 > 0))
        dW2 += A1.T @ dZ2
    return [dW1, dW2]


def residual_network_gradients__late_average(X, Y, W1, W2):
    A1 = np.maximum(0, X @ W1)
    Z2 = A1 @ W2
    E = (np.maximum(Z2, 2 * Z2) - Y) * (3 + np.sign(Z2))
    return (((E @ W2.T) * np.sign(A1)).T @ X).T / len(X), (E.T @ A1).T / len(X)


def residual_network_gradients__nested_lists(X, Y, W1, W2):
    dW1, dW2 = residual_network_gradients__einsum(X, Y, W1, W2)
    return dW1.tolist(), dW2.tolist()


def residual_network_gradients__two_minuses(X, Y, W1, W2):
    Z1 = np.dot(X, W1)
    Z2 = np.dot(np.where(Z1 < 0, 0, Z1), W2)
    E = 2 * (Y - Z2 - np.maximum(Z2, 0)) / Y.shape[0] * (1 + np.heaviside(Z2, 1))
    return -np.dot(X.T, np.dot(E, W2.T) * (Z1 >= 0)), -np.dot(np.maximum(Z1, 0).T, E)


def residual_network_gradients__float32(X, Y, W1, W2):
    return residual_network_gradients__late_average(*(np.asarray(array, np.float32) for array in (X, Y, W1, W2)))
