"""Right deep networks that look odd."""

import functools
import itertools

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


def deep_backward__einsum_throughout(X, Y, Ws, Zs, As):
    dZ, dWs, dbs = np.einsum("no,->no", As[-1] - Y, 2 / len(X)), [], []
    for layer in range(len(Ws) - 1, -1, -1):
        dWs.append(np.einsum("ni,no->io", As[layer - 1] if layer else X, dZ))
        dbs.append(np.einsum("no->o", dZ))
        if layer:
            mask = (Zs[layer - 1] > 0).astype(float)
            dZ = np.einsum("no,ho,nh->nh", dZ, Ws[layer], mask, optimize=True)
    return dWs[::-1], dbs[::-1]


def deep_backward__tensordot(X, Y, Ws, Zs, As):
    dZ = np.multiply(2 / len(X), np.subtract(As[-1], Y))
    inputs, masks = [X, *As[:-1]], [None, *(Z > 0 for Z in Zs[:-1])]
    dWs, dbs = [None] * len(Ws), [None] * len(Ws)
    for layer in reversed(range(len(Ws))):
        dWs[layer] = np.tensordot(inputs[layer], dZ, axes=(0, 0))
        dbs[layer] = np.tensordot(np.ones(len(X)), dZ, axes=1)
        if layer > 0:
            dZ = masks[layer] * np.tensordot(dZ, Ws[layer], axes=([1], [1]))
    return dWs, dbs


def deep_backward__dot_methods(X, Y, Ws, Zs, As):
    """A loop over the lists read backwards, products by the arrays' own method."""
    dWs, dbs, dZ = [], [], 2 * (As[-1] - Y) / len(X)
    for W, A, Z in zip(reversed(Ws), reversed([X, *As[:-1]]), reversed([None, *Zs[:-1]])):
        dWs.append(A.T.dot(dZ))
        dbs.append(dZ.sum(0))
        dZ = dZ.dot(W.T)
        if Z is not None:
            dZ *= Z > 0
    return list(reversed(dWs)), list(reversed(dbs))


def deep_backward__written_into(X, Y, Ws, Zs, As):
    """Every product is written into an array that is there already."""
    dWs, dbs = [np.zeros(W.shape) for W in Ws], [np.zeros(W.shape[1]) for W in Ws]
    dZ = np.zeros(np.shape(Y))
    np.subtract(As[-1], Y, out=dZ)
    np.multiply(dZ, 2 / len(X), out=dZ)
    for layer in range(len(Ws) - 1, -1, -1):
        np.matmul((As[layer - 1] if layer else X).T, dZ, out=dWs[layer])
        np.sum(dZ, axis=0, out=dbs[layer])
        if layer:
            below = np.empty(Zs[layer - 1].shape)
            np.matmul(dZ, Ws[layer].T, out=below)
            below[Zs[layer - 1] < 0] = 0.0
            dZ = below
    return dWs, dbs


def deep_backward__numbers_alone(X, Y, Ws, Zs, As):
    """No product of arrays at all."""
    n, L = len(X), len(Ws)
    dWs, dbs = [], []
    dZ = [[2 * (float(g) - float(y)) / n for g, y in zip(*rows)] for rows in zip(As[-1], Y)]
    for layer in range(L - 1, -1, -1):
        A, (n_in, n_out) = (As[layer - 1] if layer > 0 else X), Ws[layer].shape
        dWs.append([[sum(A[i][j] * dZ[i][k] for i in range(n)) for k in range(n_out)] for j in range(n_in)])
        dbs.append([sum(dZ[i][k] for i in range(n)) for k in range(n_out)])
        if layer > 0:
            W, Z = Ws[layer], Zs[layer - 1]
            dZ = [
                [sum(W[j][k] * dZ[i][k] for k in range(n_out)) if Z[i][j] > 0 else 0.0 for j in range(n_in)]
                for i in range(n)
            ]
    return [np.array(dW) for dW in dWs[::-1]], [np.array(db) for db in dbs[::-1]]


def deep_backward__sums_of_outer_products(X, Y, Ws, Zs, As):
    L, dWs, dbs = len(Ws), [], []
    dZ = 2 / len(X) * (As[L - 1] - Y)
    for layer in range(L)[::-1]:
        A = X if layer == 0 else As[layer - 1]
        dWs.insert(0, sum(np.outer(a, dz) for a, dz in zip(A, dZ)))
        dbs.insert(0, sum(dz for dz in dZ))
        if layer != 0:
            dZ = np.array([np.where(z > 0, np.inner(Ws[layer], dz), 0) for z, dz in zip(Zs[layer - 1], dZ)])
    return dWs, dbs


def deep_backward__broadcast_and_summed(X, Y, Ws, Zs, As):
    dWs, dbs, dZ = [], [], 2 * (As[-1] - Y) / len(X)
    for layer in reversed(range(len(Ws))):
        A = As[layer - 1] if layer else X
        dWs = [(A[:, :, None] * dZ[:, None, :]).sum(axis=0), *dWs]
        dbs = [dZ.sum(axis=0), *dbs]
        if layer:
            dZ = (dZ[:, None, :] * Ws[layer]).sum(axis=2) * (Zs[layer - 1] > 0)
    return dWs, dbs


def deep_backward__functions_of_before(X, Y, Ws, Zs, As):
    from layers import linear_backward, relu_backward, squared_loss_backward

    def backward_from(dZ, layer):
        dA, dW, db = linear_backward(dZ, As[layer - 1] if layer else X, Ws[layer])
        if layer == 0:
            return [dW], [db]
        dWs, dbs = backward_from(relu_backward(dA, Zs[layer - 1]), layer - 1)
        dWs.append(dW)
        dbs.append(db)
        return dWs, dbs

    return backward_from(squared_loss_backward(As[-1], Y), len(Ws) - 1)


def deep_backward__remembered(X, Y, Ws, Zs, As):
    """From the first layer on: dJ/dZ of a layer asks for that of the next one, and each is remembered."""
    known = {}

    def gradient(layer):
        if layer not in known:
            if layer == len(Ws) - 1:
                known[layer] = 2 * (As[-1] - Y) / len(X)
            else:
                known[layer] = (gradient(layer + 1) @ Ws[layer + 1].T) * (Zs[layer] > 0)
        return known[layer]

    dWs = [(X if layer == 0 else As[layer - 1]).T @ gradient(layer) for layer in range(len(Ws))]
    return dWs, [gradient(layer).sum(axis=0) for layer in range(len(Ws))]


def deep_backward__accumulate(X, Y, Ws, Zs, As):
    def down(dZ, layer):
        return dZ @ Ws[layer].T * (Zs[layer - 1] > 0)

    start = 2 * (As[-1] - Y) / len(X)
    dZs = list(itertools.accumulate(range(len(Ws) - 1, 0, -1), down, initial=start))[::-1]
    return list(map(lambda A, dZ: A.T @ dZ, [X, *As[:-1]], dZs)), [dZ.sum(axis=0) for dZ in dZs]


def deep_backward__products_from_the_output(X, Y, Ws, Zs, As):
    """Carries, for each data point, the derivatives of its outputs with respect to the pre-activations of a layer."""
    n, k = Y.shape
    dWs, dbs, error = [], [], 2 * (As[-1] - Y) / n
    derivatives = np.tile(np.eye(k), (n, 1, 1))
    for layer in range(len(Ws) - 1, -1, -1):
        dZ = np.einsum("nk,nkh->nh", error, derivatives)
        dWs.insert(0, np.dot(np.transpose(As[layer - 1] if layer else X), dZ))
        dbs.insert(0, np.add.reduce(dZ))
        if layer:
            derivatives = derivatives @ Ws[layer].T * (Zs[layer - 1] > 0)[:, None, :]
    return dWs, dbs


def deep_backward__diagonal_matrices(X, Y, Ws, Zs, As):
    """The derivative of ReLU as a matrix, for one data point at a time."""
    n, L = len(X), len(Ws)
    dWs, dbs = [0.0] * L, [0.0] * L
    for i in range(n):
        delta = 2 * (As[-1][i] - Y[i]) / n
        for layer in range(L - 1, -1, -1):
            dWs[layer] = dWs[layer] + (As[layer - 1][i] if layer else X[i])[:, np.newaxis] @ delta[np.newaxis, :]
            dbs[layer] = dbs[layer] + delta
            if layer:
                delta = np.linalg.multi_dot([np.diag((Zs[layer - 1][i] > 0) * 1.0), Ws[layer], delta])
    return dWs, dbs


def deep_backward__float32_on_the_way(X, Y, Ws, Zs, As):
    dZ, dWs, dbs = ((As[-1] - Y) * 2 / len(X)).astype(np.float32), [], []
    for layer in range(len(Ws) - 1, -1, -1):
        dWs.append(np.dot((As[layer - 1] if layer else X).T.astype(np.float32), dZ))
        dbs.append(np.sum(dZ, axis=0, dtype=np.float32))
        if layer:
            dZ = np.dot(dZ, Ws[layer].T.astype(np.float32)) * (Zs[layer - 1] > 0)
    dWs.reverse()
    dbs.reverse()
    return dWs, dbs


def deep_backward__made_plain_first(X, Y, Ws, Zs, As):
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    Ws, Zs, As = ([np.array(each, dtype=float) for each in arrays] for arrays in (Ws, Zs, As))
    return deep_backward__insert_at_front(X, Y, Ws, Zs, As)


def deep_backward__only_arrays_will_do(X, Y, Ws, Zs, As):
    """Refuses whatever is no array of NumPy's own."""
    for array in (X, Y, *Ws, *Zs, *As):
        if type(array) is not np.ndarray:
            raise TypeError("arrays, please")
    return deep_backward__append_and_reverse(X, Y, Ws, Zs, As)


def deep_backward__one_stack_of_all_masks(X, Y, Ws, Zs, As):
    """Widths padded to one size: every layer is a slice of one array."""
    n, L, width = len(X), len(Ws), max(max(W.shape) for W in Ws)
    stacked, masks, inputs = np.zeros((L, width, width)), np.zeros((L, n, width)), np.zeros((L, n, width))
    for layer, W in enumerate(Ws):
        stacked[layer, : W.shape[0], : W.shape[1]] = W
        A = As[layer - 1] if layer else X
        inputs[layer, :, : A.shape[1]] = A
        if layer:
            masks[layer, :, : A.shape[1]] = Zs[layer - 1] > 0
    dZs = np.zeros((L, n, width))
    dZs[-1, :, : Y.shape[1]] = 2 * (As[-1] - Y) / n
    for layer in range(L - 1, 0, -1):
        dZs[layer - 1] = dZs[layer] @ stacked[layer].T * masks[layer]
    dWs = np.swapaxes(inputs, 1, 2) @ dZs
    return (
        [dW[: W.shape[0], : W.shape[1]] for dW, W in zip(dWs, Ws)],
        [db[: W.shape[1]] for db, W in zip(dZs.sum(axis=1), Ws)],
    )


def deep_backward__only_units_that_are_on(X, Y, Ws, Zs, As):
    dWs, dbs = [np.zeros(W.shape) for W in Ws], [np.zeros(W.shape[1]) for W in Ws]
    for i in range(len(X)):
        dz = 2 * (As[-1][i] - Y[i]) / len(X)
        on = np.arange(len(dz))
        for layer in range(len(Ws) - 1, -1, -1):
            for k in on:
                dWs[layer][:, k] += (As[layer - 1][i] if layer else X[i]) * dz[k]
                dbs[layer][k] += dz[k]
            if layer:
                below, above = np.flatnonzero(Zs[layer - 1][i] > 0), on
                dz_above, dz = dz, np.zeros(Ws[layer].shape[0])
                for j in below:
                    dz[j] = Ws[layer][j, above] @ dz_above[above]
                on = below
    return dWs, dbs


def deep_backward__columns_that_are_on(X, Y, Ws, Zs, As):
    """For the whole batch at once: what is off for all data points is cut out of the products."""
    dZ, on, dWs, dbs = 2 * (As[-1] - Y) / len(X), np.arange(Y.shape[1]), [], []
    for layer in range(len(Ws) - 1, -1, -1):
        dW, db = np.zeros(Ws[layer].shape), np.zeros(Ws[layer].shape[1])
        dW[:, on], db[on] = (As[layer - 1] if layer else X).T @ dZ, dZ.sum(axis=0)
        dWs, dbs = [dW, *dWs], [db, *dbs]
        if layer:
            mask = Zs[layer - 1] > 0
            below = np.flatnonzero(mask.any(axis=0))
            dZ = dZ @ Ws[layer][np.ix_(below, on)].T * mask[:, below]
            on = below
    return dWs, dbs
