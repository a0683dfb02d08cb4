"""Networks' gradients that are right in value and wrong in cost: dJ/dZ is computed anew for every layer."""

import functools
import operator

import numpy as np


def error(Y, As):
    return 2 * (As[-1] - Y) / len(Y)


def gradients(dZs, X, As):
    return [A.T @ dZ for A, dZ in zip([X, *As[:-1]], dZs)], [dZ.sum(axis=0) for dZ in dZs]


def factors(Ws, Zs, sample, layer):
    """The matrices that lead from the outputs down to a layer, for one data point: weights and masks in turn."""
    found = []
    for above in range(len(Ws) - 1, layer, -1):
        found += [Ws[above].T, np.diag((Zs[above - 1][sample] > 0) * 1.0)]
    return found


def by_sample(product, X, Y, Ws, Zs, As):
    dZs = [
        np.array([product([start, *factors(Ws, Zs, i, layer)]) for i, start in enumerate(error(Y, As))])
        for layer in range(len(Ws))
    ]
    return gradients(dZs, X, As)


def nested_loops(X, Y, Ws, Zs, As):
    dWs, dbs = [], []
    for layer in range(len(Ws)):
        dZ = error(Y, As)
        for above in range(len(Ws) - 1, layer, -1):
            dZ = dZ @ Ws[above].T * (Zs[above - 1] > 0)
        dWs.append((As[layer - 1] if layer else X).T @ dZ)
        dbs.append(dZ.sum(axis=0))
    return dWs, dbs


def reduce_dot(X, Y, Ws, Zs, As):
    return by_sample(functools.partial(functools.reduce, np.dot), X, Y, Ws, Zs, As)


def reduce_at(X, Y, Ws, Zs, As):
    return by_sample(functools.partial(functools.reduce, operator.matmul), X, Y, Ws, Zs, As)


def multi_dot(X, Y, Ws, Zs, As):
    def in_threes(arrays):
        while len(arrays) > 1:
            arrays = [np.linalg.multi_dot(arrays[:3]), *arrays[3:]]
        return arrays[0]

    return by_sample(in_threes, X, Y, Ws, Zs, As)


def reduce_of_slices(X, Y, Ws, Zs, As):
    """The factors are prepared once, and every layer multiplies a slice of them."""
    L, dZs = len(Ws), [np.zeros(Z.shape) for Z in Zs]
    for i, start in enumerate(error(Y, As)):
        prepared = [Ws[above].T * (Zs[above - 1][i] > 0) for above in range(1, L)][::-1]
        for layer in range(L):
            dZs[layer][i] = functools.reduce(np.dot, prepared[: L - 1 - layer], start)
    return gradients(dZs, X, As)


def reduce_of_plain_arrays(X, Y, Ws, Zs, As):
    """None of the arrays that are multiplied are those that were passed in, or made from them."""
    plain = [[np.asarray(array, dtype=float) for array in arrays] for arrays in (Ws, Zs, As)]
    return reduce_of_slices(np.array(X, subok=False), np.asarray(Y), *plain)


def matmul_of_slices(X, Y, Ws, Zs, As):
    """For all data points at once, so that a layer takes the same few bytecodes however many factors it has."""
    L = len(Ws)
    prepared = [Ws[above].T * (Zs[above - 1] > 0)[:, None, :] for above in range(L - 1, 0, -1)]
    start = error(Y, As)[:, None, :]
    return gradients([functools.reduce(np.matmul, prepared[: L - 1 - layer], start)[:, 0] for layer in range(L)], X, As)


def one_einsum_for_each_layer(X, Y, Ws, Zs, As):
    """At most this many factors in one: without `optimize`, its work grows threefold with each."""
    L, most = len(Ws), 6
    prepared = [Ws[above].T * (Zs[above - 1] > 0)[:, None, :] for above in range(L - 1, 0, -1)]
    dZs = []
    for layer in range(L):
        dZ = error(Y, As)
        for first in range(0, L - 1 - layer, most):
            chain = prepared[first : min(first + most, L - 1 - layer)]
            operands = [dZ, [0, 1]]
            for place, matrix in enumerate(chain, 1):
                operands += [matrix, [0, place, place + 1]]
            dZ = np.einsum(*operands, [0, len(chain) + 1])
        dZs.append(dZ)
    return gradients(dZs, X, As)


def recursion_that_forgets(X, Y, Ws, Zs, As):
    def at(layer):
        if layer == len(Ws) - 1:
            return error(Y, As)
        return at(layer + 1) @ Ws[layer + 1].T * (Zs[layer] > 0)

    return gradients([at(layer) for layer in range(len(Ws))], X, As)


def own_function_for_what_is_above(X, Y, Ws, Zs, As):
    """The gradient of the lowest layer, of a network that begins ever higher."""

    def lowest(X, Ws, Zs, As):
        dZ = error(Y, As)
        for W, Z in zip(Ws[:0:-1], Zs[-2::-1]):
            dZ = dZ @ W.T * (Z > 0)
        return X.T @ dZ, dZ.sum(axis=0)

    found = [lowest(A, Ws[at:], Zs[at:], As[at:]) for at, A in enumerate([X, *As[:-1]])]
    return [dW for dW, _ in found], [db for _, db in found]


def whole_pass_for_each_layer(X, Y, Ws, Zs, As):
    """With the functions of before; of each pass one layer is kept."""
    import layers

    def down_to(lowest):
        dZ = layers.squared_loss_backward(As[-1], Y)
        for layer in range(len(Ws) - 1, lowest - 1, -1):
            dA, dW, db = layers.linear_backward(dZ, As[layer - 1] if layer else X, Ws[layer])
            dZ = layers.relu_backward(dA, Zs[layer - 1]) if layer else None
        return dW, db

    return tuple(map(list, zip(*(down_to(layer) for layer in range(len(Ws))))))


def functions_of_before_at_the_end(X, Y, Ws, Zs, As):
    """Few bytecodes, and the last step of each layer is one that may be answered by the grader."""
    import layers

    L = len(Ws)
    prepared = [Ws[above].T * (Zs[above - 1] > 0)[:, None, :] for above in range(L - 1, 0, -1)]
    start = layers.squared_loss_backward(As[-1], Y)[:, None, :]
    dZs = [functools.reduce(np.matmul, prepared[: L - 1 - layer], start)[:, 0] for layer in range(L)]
    found = [layers.linear_backward(dZ, A, W) for dZ, A, W in zip(dZs, [X, *As[:-1]], Ws)]
    return [dW for _, dW, _ in found], [db for _, _, db in found]


def prefix_products(X, Y, Ws, Zs, As):
    """From the first layer up: the product of all factors above it, from the layer itself to the outputs."""
    L, n = len(Ws), len(X)
    dZs = []
    for layer in range(L):
        product = np.eye(Ws[layer].shape[1])[None].repeat(n, axis=0)
        for above in range(layer + 1, L):
            product = (product * (Zs[above - 1] > 0)[:, None, :]) @ Ws[above]
        dZs.append(np.einsum("no,nho->nh", error(Y, As), product))
    return gradients(dZs, X, As)


def sample_by_sample(X, Y, Ws, Zs, As):
    dWs, dbs = [np.zeros(W.shape) for W in Ws], [np.zeros(W.shape[1]) for W in Ws]
    for i, start in enumerate(error(Y, As)):
        for layer in range(len(Ws)):
            dz = start
            for above in range(len(Ws) - 1, layer, -1):
                dz = (Ws[above] @ dz) * (Zs[above - 1][i] > 0)
            dWs[layer] += np.outer(As[layer - 1][i] if layer else X[i], dz)
            dbs[layer] += dz
    return dWs, dbs


def numbers_alone(X, Y, Ws, Zs, As):
    dZs = []
    for layer in range(len(Ws)):
        dZ = error(Y, As).tolist()
        for above in range(len(Ws) - 1, layer, -1):
            W, Z = Ws[above].tolist(), Zs[above - 1].tolist()
            dZ = [
                [sum(w * d for w, d in zip(row, dz)) if z > 0 else 0.0 for row, z in zip(W, zs)]
                for dz, zs in zip(dZ, Z)
            ]
        dZs.append(np.array(dZ))
    return gradients(dZs, X, As)


def tensordot_of_the_tail(X, Y, Ws, Zs, As):
    def at(layer):
        tail = zip(Ws[:layer:-1], [*Zs[-2::-1], None])
        return functools.reduce(
            lambda d, pair: np.tensordot(d, pair[0], axes=(1, 1)) * (pair[1] > 0), tail, error(Y, As)
        )

    return gradients([at(layer) for layer in range(len(Ws))], X, As)
