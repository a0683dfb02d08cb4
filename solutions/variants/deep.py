"""Right deep networks that look odd."""

import functools

import numpy as np


def deep_forward__tuples(X, Ws, bs):
    Zs, As, A = (), (), X
    for layer in range(len(Ws)):
        Z = np.dot(A, Ws[layer]) + bs[layer]
        A = Z * (Z > 0) if layer + 1 < len(Ws) else Z
        Zs, As = (*Zs, Z), (*As, A)
    return Zs, As


def deep_forward__last_apart(X, Ws, bs):
    Zs, As, A = [], [], X
    for W, b in zip(Ws[:-1], bs[:-1]):
        Zs.append(A @ W + b)
        As.append(A := np.maximum(Zs[-1], 0))
    Zs.append(A @ Ws[-1] + bs[-1])
    As.append(Zs[-1].copy())
    return Zs, As


def deep_forward__input_first(X, Ws, bs):
    As, Zs = [X], []
    for W, b in zip(Ws, bs):
        Zs += [As[-1] @ W + b]
        As += [np.where(Zs[-1] < 0, 0, Zs[-1])]
    As[-1] = Zs[-1]
    return [Zs, As[1:]]


def deep_forward__preallocated(X, Ws, bs):
    L = len(Ws)
    Zs, As = [None] * L, [None] * L
    for layer in range(L):
        inputs = X if layer == 0 else As[layer - 1]
        Zs[layer] = np.empty((len(X), Ws[layer].shape[1]))
        Zs[layer][:] = inputs @ Ws[layer]
        Zs[layer] += bs[layer]
        As[layer] = Zs[layer] if layer == L - 1 else np.clip(Zs[layer], 0, None)
    return Zs, As


def deep_forward__recursive(X, Ws, bs):
    Z = X @ Ws[0] + bs[0]
    if len(Ws) == 1:
        return [Z], [Z]
    A = np.maximum(0, Z)
    Zs, As = deep_forward__recursive(A, Ws[1:], bs[1:])
    return [Z, *Zs], [A, *As]


def deep_forward__nested_lists(X, Ws, bs):
    Zs, As = deep_forward__last_apart(X, Ws, bs)
    return [Z.tolist() for Z in Zs], [A.tolist() for A in As]


def deep_forward__dictionaries(X, Ws, bs):
    Z, A, L = {}, {0: X}, len(Ws)
    for layer in range(1, L + 1):
        Z[layer] = np.einsum("ni,ij->nj", A[layer - 1], Ws[layer - 1]) + bs[layer - 1]
        A[layer] = (Z[layer] + np.abs(Z[layer])) / 2 if layer < L else Z[layer]
    return [Z[layer] for layer in range(1, L + 1)], [A[layer] for layer in range(1, L + 1)]


def deep_forward__sample_by_sample(X, Ws, bs):
    Zs = [np.zeros((len(X), W.shape[1])) for W in Ws]
    for i, a in enumerate(X):
        for Z, W, b in zip(Zs, Ws, bs):
            Z[i] = W.T @ a + b
            a = np.maximum(0, Z[i])
    return Zs, [*(np.maximum(0, Z) for Z in Zs[:-1]), Zs[-1]]


def deep_forward__float32(X, Ws, bs):
    return deep_forward__last_apart(np.float32(X), [np.float32(W) for W in Ws], [np.float32(b) for b in bs])


def deep_backward__insert_at_front(X, Y, Ws, Zs, As):
    dWs, dbs = [], []
    dZ = 2 * (As[-1] - Y) / len(X)
    for layer in range(len(Ws) - 1, -1, -1):
        A = As[layer - 1] if layer else X
        dWs.insert(0, A.T @ dZ)
        dbs.insert(0, dZ.sum(axis=0))
        if layer:
            dZ = dZ @ Ws[layer].T * (Zs[layer - 1] > 0)
    return dWs, dbs


def deep_backward__append_and_reverse(X, Y, Ws, Zs, As):
    inputs, dWs, dbs = [X, *As], [], []
    dZ = (As[-1] - Y) * (2.0 / Y.shape[0])
    for layer in reversed(range(len(Ws))):
        dWs.append((dZ.T @ inputs[layer]).T)
        dbs.append(np.ones(len(X)) @ dZ)
        dZ = (dZ @ Ws[layer].T) * (inputs[layer] > 0)
    return dWs[::-1], dbs[::-1]


def deep_backward__mask_from_above(X, Y, Ws, Zs, As):
    """Masks at the start of a layer instead of at the end."""
    L = len(Ws)
    dWs, dbs = [None] * L, [None] * L
    dA = 2 / len(X) * (As[L - 1] - Y)
    for layer in range(L - 1, -1, -1):
        dZ = dA if layer == L - 1 else np.where(Zs[layer] > 0, dA, 0)
        dWs[layer] = np.dot((X if layer == 0 else As[layer - 1]).T, dZ)
        dbs[layer] = np.sum(dZ, axis=0)
        dA = np.dot(dZ, Ws[layer].T)
    return tuple(dWs), tuple(dbs)


def deep_backward__late_average(X, Y, Ws, Zs, As):
    n, dZ, dWs, dbs = len(X), 2 * (As[-1] - Y), [], []
    for W, A, Z in zip(Ws[::-1], [*As[-2::-1], X], [*Zs[-2::-1], None]):
        dWs = [A.T @ dZ / n, *dWs]
        dbs = [dZ.mean(axis=0), *dbs]
        if Z is not None:
            dZ = dZ @ W.T * np.heaviside(Z, 1)
    return dWs, dbs


def deep_backward__recursive(X, Y, Ws, Zs, As):
    def below(layer, dZ):
        A = As[layer - 1] if layer else X
        here = A.T @ dZ, dZ.sum(axis=0)
        if layer == 0:
            return [here]
        return [*below(layer - 1, dZ @ Ws[layer].T * np.sign(As[layer - 1])), here]

    dWs, dbs = zip(*below(len(Ws) - 1, 2 * (As[-1] - Y) / len(X)))
    return list(dWs), list(dbs)


def deep_backward__deltas_first(X, Y, Ws, Zs, As):
    """First all dJ/dZ, then all gradients."""
    dZs = [2 * (As[-1] - Y) / len(X)]
    for W, Z in zip(Ws[:0:-1], Zs[-2::-1]):
        dZs.append(np.einsum("no,ho->nh", dZs[-1], W) * (np.sign(Z) + 1) / 2)
    dZs.reverse()
    inputs = [X, *As[:-1]]
    return [A.T @ dZ for A, dZ in zip(inputs, dZs)], [dZ.sum(axis=0) for dZ in dZs]


def deep_backward__accumulated(X, Y, Ws, Zs, As):
    def down(dZs, layer):
        return [dZs[0] @ Ws[layer].T * (Zs[layer - 1] >= 0), *dZs]

    dZs = functools.reduce(down, range(len(Ws) - 1, 0, -1), [2 * (As[-1] - Y) / len(X)])
    return [A.T @ dZ for A, dZ in zip([X, *As], dZs)], [dZ.sum(0) for dZ in dZs]


def deep_backward__forward_pass_repeated(X, Y, Ws, Zs, As):
    """Recovers the biases, and goes forward once more before it goes back: twice the cost, still linear in L."""
    biases = [(Z - A @ W)[0] for Z, A, W in zip(Zs, [X, *As], Ws)]
    again, A = [], X
    for W, b in zip(Ws, biases):
        again.append(A @ W + b)
        A = np.maximum(0, again[-1])
    return deep_backward__insert_at_front(X, Y, Ws, again, [*(np.maximum(0, Z) for Z in again[:-1]), As[-1]])


def deep_backward__sample_by_sample(X, Y, Ws, Zs, As):
    n = len(X)
    dWs = [np.zeros(W.shape) for W in Ws]
    dbs = [np.zeros(W.shape[1]) for W in Ws]
    for i in range(n):
        dz = 2 * (As[-1][i] - Y[i]) / n
        for layer in range(len(Ws) - 1, -1, -1):
            dWs[layer] += np.outer(As[layer - 1][i] if layer > 0 else X[i], dz)
            dbs[layer] += dz
            dz = (Ws[layer] @ dz) * (Zs[layer - 1][i] > 0) if layer > 0 else None
    return dWs, dbs


def deep_backward__nested_lists(X, Y, Ws, Zs, As):
    dWs, dbs = deep_backward__insert_at_front(X, Y, Ws, Zs, As)
    return [dW.tolist() for dW in dWs], [db.tolist() for db in dbs]


def deep_backward__float32(X, Y, Ws, Zs, As):
    lists = [[np.float32(array) for array in arrays] for arrays in (Ws, Zs, As)]
    return deep_backward__insert_at_front(np.float32(X), np.float32(Y), *lists)


def deep_backward__while_loop(X, Y, Ws, Zs, As):
    Ws, Zs, As = list(Ws), list(Zs), [X, *As]
    dWs, dbs, dZ = [], [], 2 * (As.pop() - Y) / len(X)
    Zs.pop()
    while Ws:
        A, W = As.pop(), Ws.pop()
        dWs.append(A.T @ dZ)
        dbs.append(dZ.sum(axis=0))
        dZ = dZ @ W.T
        if Zs:
            dZ[Zs.pop() <= 0] = 0
    dWs.reverse()
    dbs.reverse()
    return dWs, dbs
