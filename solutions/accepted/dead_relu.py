"""Right answers on the dead-ReLU network that look odd."""

import numpy as np


def relu_network_gradients__einsum(X, Y, W1, W2):
    Z1 = np.einsum("nd,dh->nh", X, W1)
    A1 = np.maximum(Z1, 0)
    Z2 = np.einsum("nh,ho->no", A1, W2)
    dZ2 = 2 * (np.maximum(Z2, 0) - Y) / len(X) * (Z2 > 0)
    dZ1 = np.einsum("no,ho->nh", dZ2, W2) * (Z1 > 0)
    return np.einsum("nd,nh->dh", X, dZ1), np.einsum("nh,no->ho", A1, dZ2)


def relu_network_gradients__sample_by_sample(X, Y, W1, W2):
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for x, y in zip(X, Y):
        z1 = W1.T @ x
        a1 = np.maximum(0, z1)
        z2 = W2.T @ a1
        dz2 = np.where(z2 > 0, 2 * (z2 - y), 0)
        dW2 += np.outer(a1, dz2)
        dW1 += np.outer(x, np.where(z1 > 0, W2 @ dz2, 0))
    return dW1 / len(X), dW2 / len(X)


def relu_network_gradients__masks_by_activation(X, Y, W1, W2):
    A1 = np.maximum(X @ W1, 0)
    G = np.maximum(A1 @ W2, 0)
    dZ2 = 2 * (G - Y) * np.sign(G) / Y.shape[0]
    return [X.T @ (dZ2 @ W2.T * np.sign(A1)), A1.T @ dZ2]


def relu_network_gradients__slopes_one_at_zero(X, Y, W1, W2):
    Z1 = X @ W1
    Z2 = np.where(Z1 >= 0, Z1, 0) @ W2
    dZ2 = 2 / len(X) * np.where(Z2 >= 0, Z2 - Y, 0)
    return np.dot(X.T, np.dot(dZ2, W2.T) * np.heaviside(Z1, 1)), np.dot(np.maximum(Z1, 0).T, dZ2)


def relu_network_gradients__weights_masked(X, Y, W1, W2):
    """Path by path: a network of its own for every data point."""
    dW1, dW2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for x, y in zip(X, Y):
        on = (x @ W1 > 0).astype(float)
        for k in range(W2.shape[1]):
            g = x @ (W1 * on) @ W2[:, k]
            if g > 0:
                dW1 += 2 * (g - y[k]) / len(X) * np.outer(x, on * W2[:, k])
                dW2[:, k] += 2 * (g - y[k]) / len(X) * (x @ (W1 * on))
    return dW1, dW2


def relu_network_gradients__nested_lists(X, Y, W1, W2):
    dW1, dW2 = relu_network_gradients__einsum(X, Y, W1, W2)
    return dW1.tolist(), dW2.tolist()


def relu_network_gradients__negative_zeros(X, Y, W1, W2):
    Z1 = X @ W1
    Z2 = np.maximum(Z1, 0) @ W2
    E = 2 * (Y - np.maximum(Z2, 0)) * (np.sign(Z2) + 1) / 2 / len(X)
    return -(X.T @ (E @ W2.T * (Z1 > 0))), -(np.maximum(Z1, 0).T @ E)


def relu_network_gradients__float32(X, Y, W1, W2):
    return relu_network_gradients__masks_by_activation(*(np.asarray(array, np.float32) for array in (X, Y, W1, W2)))


def dead_neurons__or_zero(Z):
    return np.all(Z <= 0, axis=0)


def dead_neurons__largest(Z):
    return Z.max(axis=0) < 0


def dead_neurons__not_any(Z):
    return ~(Z > 0).any(axis=0)


def dead_neurons__no_activation(Z):
    return np.maximum(Z, 0).sum(axis=0) == 0


def dead_neurons__counted(Z):
    return np.sum(Z < 0, axis=0) == len(Z)


def dead_neurons__list_of_bool(Z):
    return [all(bool(z < 0) for z in column) for column in Z.T]


def dead_neurons__list_of_numpy_bool(Z):
    return [np.all(column < 0) for column in Z.T]


def dead_neurons__product(Z):
    return np.prod(Z < 0, axis=0).astype(bool)


def dead_neurons__logical_and(Z):
    return np.logical_and.reduce(np.less(Z, 0))


def dead_neurons__loop(Z):
    dead = np.ones(Z.shape[1], dtype=bool)
    for row in Z:
        dead &= row < 0
    return dead


def dead_neurons__zeros_and_ones(Z):
    return np.min(Z < 0, axis=0).astype(int)


def dead_neurons__tuple(Z):
    return tuple(map(bool, (Z < 0).min(axis=0)))
