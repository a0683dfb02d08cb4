"""Right networks with one hidden layer that look odd."""

import numpy as np


def two_layer_forward__list(X, W1, b1, W2, b2):
    Z1 = np.dot(X, W1) + b1
    A1 = np.where(Z1 > 0, Z1, 0)
    return [Z1, A1, np.dot(A1, W2) + b2]


def two_layer_forward__einsum(X, W1, b1, W2, b2):
    Z1 = np.einsum("nd,dh->nh", X, W1) + b1
    A1 = Z1 * (Z1 > 0)
    return Z1, A1, np.einsum("nh,ho->no", A1, W2) + b2


def two_layer_forward__sample_by_sample(X, W1, b1, W2, b2):
    Z1, A1, G = np.zeros((len(X), W1.shape[1])), np.zeros((len(X), W1.shape[1])), np.zeros((len(X), W2.shape[1]))
    for i, x in enumerate(X):
        Z1[i] = x @ W1 + b1
        A1[i] = np.clip(Z1[i], 0, np.inf)
        G[i] = A1[i] @ W2 + b2
    return Z1, A1, G


def two_layer_forward__nested_lists(X, W1, b1, W2, b2):
    Z1 = (X @ W1 + b1).tolist()
    A1 = [[max(0, z) for z in row] for row in Z1]
    return Z1, A1, (np.array(A1) @ W2 + b2).tolist()


def two_layer_forward__views(X, W1, b1, W2, b2):
    """All three results are columns of one array."""
    h = W1.shape[1]
    results = np.empty((len(X), 2 * h + W2.shape[1]))
    Z1, A1, G = results[:, :h], results[:, h : 2 * h], results[:, 2 * h :]
    Z1[...] = X @ W1 + b1
    np.maximum(Z1, 0, out=A1)
    G[...] = A1 @ W2 + b2
    return Z1, A1, G


def two_layer_forward__bias_as_weight(X, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    Z1 = np.hstack([X, ones]) @ np.vstack([W1, b1])
    A1 = (Z1 + np.abs(Z1)) / 2
    return Z1, A1, np.hstack([A1, ones]) @ np.vstack([W2, b2])


def two_layer_forward__float32(X, W1, b1, W2, b2):
    X, W1, b1, W2, b2 = (np.asarray(array, dtype=np.float32) for array in (X, W1, b1, W2, b2))
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, np.float32(0))
    return Z1, A1, A1 @ W2 + b2


def two_layer_backward__mask_by_activation(X, Y, W2, Z1, A1, G):
    dG = 2 * (G - Y) / len(X)
    dZ1 = dG @ W2.T * (A1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)


def two_layer_backward__mask_by_sign(X, Y, W2, Z1, A1, G):
    dG = 2 * (G - Y) / len(X)
    dZ1 = np.sign(A1) * (dG @ W2.T)
    return [X.T @ dZ1, np.sum(dZ1, 0), A1.T @ dG, np.sum(dG, 0)]


def two_layer_backward__late_average(X, Y, W2, Z1, A1, G):
    n, E = X.shape[0], G - Y
    D = E @ W2.T
    D[Z1 < 0] = 0
    return X.T @ D * 2 / n, D.sum(0) * 2 / n, A1.T @ E * 2 / n, E.sum(0) * 2 / n


def two_layer_backward__sample_by_sample(X, Y, W2, Z1, A1, G):
    n = len(X)
    dW1, db1 = np.zeros((X.shape[1], Z1.shape[1])), np.zeros(Z1.shape[1])
    dW2, db2 = np.zeros(W2.shape), np.zeros(W2.shape[1])
    for i in range(n):
        dg = 2 * (G[i] - Y[i])
        dz = (W2 @ dg) * np.heaviside(Z1[i], 0)
        dW2 += np.outer(A1[i], dg) / n
        db2 += dg / n
        dW1 += np.outer(X[i], dz) / n
        db1 += dz / n
    return dW1, db1, dW2, db2


def two_layer_backward__mean_of_samples(X, Y, W2, Z1, A1, G):
    dG = 2 * (G - Y)
    dZ1 = np.where(Z1 > 0, dG @ W2.T, 0)
    return (
        np.mean(X[:, :, None] * dZ1[:, None], axis=0),
        dZ1.mean(axis=0),
        np.mean([np.outer(a, d) for a, d in zip(A1, dG)], axis=0),
        dG.mean(axis=0),
    )


def two_layer_backward__einsum(X, Y, W2, Z1, A1, G):
    dG = 2 / len(Y) * (G - Y)
    dZ1 = np.einsum("no,ho,nh->nh", dG, W2, (Z1 >= 0).astype(float))
    return np.einsum("nd,nh->dh", X, dZ1), dZ1.sum(0), np.einsum("nh,no->ho", A1, dG), dG.sum(0)


def two_layer_backward__from_one_sided_loss(X, Y, W2, Z1, A1, G):
    """Descends with y - g, and turns every sign at the end."""
    E = 2 * (Y - G) / len(X)
    D = E @ W2.T * (Z1 > 0)
    return -X.T @ D, -D.sum(axis=0), -A1.T @ E, -E.sum(axis=0)


def two_layer_backward__recomputed_activation(X, Y, W2, Z1, A1, G):
    A1 = np.maximum(0, Z1)
    dG = (G - Y) * 2.0 / G.shape[0]
    dA1 = (W2 @ dG.T).T
    dZ1 = dA1 * (A1 != 0)
    return (dZ1.T @ X).T, np.ones(len(X)) @ dZ1, (dG.T @ A1).T, np.ones(len(X)) @ dG


def two_layer_backward__bias_as_weight(X, Y, W2, Z1, A1, G):
    ones = np.ones((len(X), 1))
    dG = 2 * (G - Y) / len(X)
    d2 = np.hstack([A1, ones]).T @ dG
    d1 = np.hstack([X, ones]).T @ (dG @ W2.T * (np.sign(Z1) + 1) / 2)
    return d1[:-1], d1[-1], d2[:-1], d2[-1]


def two_layer_backward__entry_by_entry(X, Y, W2, Z1, A1, G):
    n, h, o = len(X), *W2.shape
    dW1, db1 = np.zeros((X.shape[1], h)), np.zeros(h)
    dW2, db2 = np.zeros((h, o)), np.zeros(o)
    for i, k in np.ndindex(n, o):
        dg = 2 * (G[i, k] - Y[i, k]) / n
        db2[k] += dg
        for j in range(h):
            dW2[j, k] += A1[i, j] * dg
            if Z1[i, j] > 0:
                db1[j] += W2[j, k] * dg
                dW1[:, j] += X[i] * W2[j, k] * dg
    return dW1, db1, dW2, db2


def two_layer_backward__nested_lists(X, Y, W2, Z1, A1, G):
    return tuple(each.tolist() for each in two_layer_backward__mask_by_activation(X, Y, W2, Z1, A1, G))


def two_layer_backward__float32(X, Y, W2, Z1, A1, G):
    X, Y, W2, Z1, A1, G = (np.asarray(array, dtype=np.float32) for array in (X, Y, W2, Z1, A1, G))
    return two_layer_backward__mask_by_activation(X, Y, W2, Z1, A1, G)


def two_layer_backward__columns_and_a_cache(X, Y, W2, Z1, A1, G):
    """Written for data points in columns, with everything turned on the way in and on the way out."""
    m = X.shape[0]
    cache = {"A1": A1.T, "A2": G.T}
    dZ2 = 2 * (cache["A2"] - Y.T)
    dW2 = (1 / m) * np.dot(dZ2, cache["A1"].T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.multiply(np.dot(W2, dZ2), np.int64(cache["A1"] > 0))
    dW1 = (1 / m) * np.dot(dZ1, X)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
    return dW1.T, db1.ravel(), dW2.T, db2.ravel()
