"""Right training loops that look odd."""

import itertools

import numpy as np


def _forward(X, Ws, bs):
    As = [X]
    for layer, (W, b) in enumerate(zip(Ws, bs)):
        Z = As[-1] @ W + b
        As.append(np.maximum(0, Z) if layer < len(Ws) - 1 else Z)
    return As


def _gradients(X, Y, Ws, bs):
    As = _forward(X, Ws, bs)
    dWs, dbs, dZ = [None] * len(Ws), [None] * len(Ws), 2 * (As[-1] - Y) / len(X)
    for layer in reversed(range(len(Ws))):
        dWs[layer], dbs[layer] = As[layer].T @ dZ, dZ.sum(axis=0)
        dZ = dZ @ Ws[layer].T * (As[layer] > 0)
    return dWs, dbs


def _error(X, Y, Ws, bs):
    return np.mean(np.sum((_forward(X, Ws, bs)[-1] - Y) ** 2, axis=1))


def _scale(dWs, dbs, max_norm):
    if max_norm is None:
        return 1.0
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in [*dWs, *dbs]))
    return max_norm / norm if norm > max_norm else 1.0


def _moved(X, Y, Ws, bs, learning_rate, max_norm):
    dWs, dbs = _gradients(X, Y, Ws, bs)
    rate = learning_rate * _scale(dWs, dbs, max_norm)
    return [W - rate * dW for W, dW in zip(Ws, dWs)], [b - rate * db for b, db in zip(bs, dbs)]


def train__permutation_of_index_array(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        order = rng.permutation(np.arange(X.shape[0]))
        X_shuffled, Y_shuffled = X[order], Y[order]
        for i in range(0, len(X), batch_size):
            Ws, bs = _moved(
                X_shuffled[i : i + batch_size], Y_shuffled[i : i + batch_size], Ws, bs, learning_rate, max_norm
            )
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


def train__shuffled_index_array(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """One index array, shuffled in place from epoch to epoch."""
    indices, history = np.arange(len(X)), np.empty(epochs)
    for epoch in range(epochs):
        rng.shuffle(indices)
        for start in range(0, len(X), batch_size):
            chosen = indices[start : start + batch_size]
            Ws, bs = _moved(X[chosen], Y[chosen], Ws, bs, learning_rate, max_norm)
        history[epoch] = _error(X, Y, Ws, bs)
    return list(Ws), list(bs), history


def train__shuffled_python_list(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        indices = list(range(len(X)))
        rng.shuffle(indices)
        while indices:
            chosen, indices = indices[:batch_size], indices[batch_size:]
            Ws, bs = _moved(X[chosen], Y[chosen], Ws, bs, learning_rate, max_norm)
        history.append(float(_error(X, Y, Ws, bs)))
    return tuple(Ws), tuple(bs), history


def train__random_keys(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = ()
    for _ in range(epochs):
        order = np.argsort(rng.random(len(X)))
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
        history += (_error(X, Y, Ws, bs),)
    return [Ws, bs, history]


def train__stacked_data(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Inputs and labels side by side, shuffled in lockstep, and again from there."""
    data, d, history = np.hstack([X, Y]), X.shape[1], []
    for _ in range(epochs):
        rng.shuffle(data)
        for batch in np.split(data, range(batch_size, len(data), batch_size)):
            Ws, bs = _moved(batch[:, :d], batch[:, d:], Ws, bs, learning_rate, max_norm)
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__permuted_data(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        data = rng.permutation(np.c_[X, Y], axis=0)
        for i in range(0, len(data), batch_size):
            batch = data[i : min(i + batch_size, len(data))]
            Ws, bs = _moved(batch[:, : X.shape[1]], batch[:, X.shape[1] :], Ws, bs, learning_rate, max_norm)
        history.append(_error(data[:, : X.shape[1]], data[:, X.shape[1] :], Ws, bs))
    return Ws, bs, history


def train__drawn_without_replacement(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        for k in range(-(-len(X) // batch_size)):
            rows = order[k * batch_size : (k + 1) * batch_size]
            Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__copies_updated_in_place(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    Ws = [np.array(W, dtype=float) for W in Ws]
    bs = [np.array(b, dtype=float) for b in bs]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dWs, dbs = _gradients(X[rows], Y[rows], Ws, bs)
            scale = _scale(dWs, dbs, max_norm)
            for parameter, gradient in itertools.chain(zip(Ws, dWs), zip(bs, dbs)):
                parameter -= learning_rate * scale * gradient
        history[epoch] += _error(X, Y, Ws, bs)
    return Ws, bs, history


def train__batches_put_together_by_hand(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        rows = []
        for count, row in enumerate(rng.permutation(len(X)), 1):
            rows.append(row)
            if len(rows) == batch_size or count == len(X):
                Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
                rows = []
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__full_batches_then_the_rest(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history, full = [], len(X) // batch_size * batch_size
    for _ in range(epochs):
        order = rng.permutation(len(X))
        groups = list(order[:full].reshape(-1, batch_size))
        if full < len(X):
            groups.append(order[full:])
        for rows in groups:
            Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__from_the_back(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Reads each permutation from its end."""
    epoch, history = 0, []
    while epoch < epochs:
        order = rng.permutation(len(X)).tolist()
        while order:
            rows = [order.pop() for _ in range(min(batch_size, len(order)))]
            Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
        history += [_error(X, Y, Ws, bs)]
        epoch += 1
    return Ws, bs, history


def train__sample_by_sample(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            each = [_gradients(X[i : i + 1], Y[i : i + 1], Ws, bs) for i in rows]
            dWs = [np.mean(layer, axis=0) for layer in zip(*(dWs for dWs, _ in each))]
            dbs = [np.mean(layer, axis=0) for layer in zip(*(dbs for _, dbs in each))]
            scale = _scale(dWs, dbs, max_norm)
            Ws = [W - learning_rate * scale * dW for W, dW in zip(Ws, dWs)]
            bs = [b - learning_rate * scale * db for b, db in zip(bs, dbs)]
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__one_long_vector(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """All parameters in one array, the layers as views into it."""
    parameters = [*Ws, *bs]
    theta = np.concatenate([np.ravel(parameter) for parameter in parameters]).astype(float)
    parts = np.split(theta, np.cumsum([np.size(parameter) for parameter in parameters])[:-1])
    views = [part.reshape(np.shape(parameter)) for part, parameter in zip(parts, parameters)]
    Ws, bs = views[: len(Ws)], views[len(Ws) :]
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dWs, dbs = _gradients(X[rows], Y[rows], Ws, bs)
            gradient = np.concatenate([np.ravel(each) for each in [*dWs, *dbs]])
            if max_norm is not None and np.linalg.norm(gradient) > max_norm:
                gradient *= max_norm / np.linalg.norm(gradient)
            theta -= learning_rate * gradient
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__orders_drawn_beforehand(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    orders = rng.permuted(np.tile(np.arange(len(X)), (epochs, 1)), axis=1)
    history = []
    for order in orders:
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            Ws, bs = _moved(X[rows], Y[rows], Ws, bs, learning_rate, max_norm)
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


def train__generator_of_batches(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    def batches():
        order = iter(rng.permutation(len(X)).tolist())
        while rows := list(itertools.islice(order, batch_size)):
            yield X[rows], Y[rows]

    history = []
    for _ in range(epochs):
        for X_batch, Y_batch in batches():
            Ws, bs = _moved(X_batch, Y_batch, Ws, bs, learning_rate, max_norm)
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__lists_instead_of_arrays(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    Ws, bs, history = train__random_keys(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm)
    return [W.tolist() for W in Ws], [b.tolist() for b in bs], [float(J) for J in history]


def train__clipped_as_pytorch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dWs, dbs = _gradients(X[rows], Y[rows], Ws, bs)
            if max_norm:
                norm = np.linalg.norm([np.linalg.norm(gradient) for gradient in dWs + dbs])
                dWs, dbs = ([g * min(1, max_norm / (norm + 1e-6)) for g in gradients] for gradients in (dWs, dbs))
            Ws = [W - learning_rate * dW for W, dW in zip(Ws, dWs)]
            bs = [b - learning_rate * db for b, db in zip(bs, dbs)]
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, history


def train__float32(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    X, Y = np.float32(X), np.float32(Y)
    Ws, bs = [np.float32(W) for W in Ws], [np.float32(b) for b in bs]
    rate, history = np.float32(learning_rate), []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            dWs, dbs = _gradients(X[rows], Y[rows], Ws, bs)
            scale = np.float32(_scale(dWs, dbs, max_norm))
            Ws = [W - rate * scale * dW for W, dW in zip(Ws, dWs)]
            bs = [b - rate * scale * db for b, db in zip(bs, dbs)]
        history.append(_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history, dtype=np.float32)


def minibatches__shuffled_in_place(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


def minibatches__array_split_at_multiples(n, batch_size, rng):
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


def minibatches__lists_of_ints(n, batch_size, rng):
    order = rng.permutation(n).tolist()
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def minibatches__sorted_random_keys(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return tuple(order[b * batch_size : (b + 1) * batch_size] for b in range(int(np.ceil(n / batch_size))))


def minibatches__choice_without_replacement(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    return [order[k : min(k + batch_size, n)] for k in range(0, n, batch_size)]


def train_step__by_one_rate(X, Y, Ws, bs, learning_rate, max_norm=None):
    return _moved(X, Y, Ws, bs, learning_rate, max_norm)


def train_step__copies_changed_in_place(X, Y, Ws, bs, learning_rate, max_norm=None):
    dWs, dbs = _gradients(X, Y, Ws, bs)
    scale = _scale(dWs, dbs, max_norm)
    new_Ws, new_bs = [np.array(W, dtype=float) for W in Ws], [np.array(b, dtype=float) for b in bs]
    for layer in range(len(Ws)):
        new_Ws[layer] -= learning_rate * scale * dWs[layer]
        new_bs[layer] -= learning_rate * scale * dbs[layer]
    return new_Ws, new_bs


def train_step__safe_division(X, Y, Ws, bs, learning_rate, max_norm=None):
    dWs, dbs = _gradients(X, Y, Ws, bs)
    if max_norm is not None:
        norm = np.sqrt(sum(np.sum(g * g) for g in dWs) + sum(np.sum(g * g) for g in dbs))
        factor = min(1.0, max_norm / (norm + 1e-6))
        dWs, dbs = [factor * g for g in dWs], [factor * g for g in dbs]
    return tuple(W - learning_rate * g for W, g in zip(Ws, dWs)), tuple(b - learning_rate * g for b, g in zip(bs, dbs))


def train_step__parameters_in_one_list(X, Y, Ws, bs, learning_rate, max_norm=None):
    dWs, dbs = _gradients(X, Y, Ws, bs)
    gradients, parameters = dWs + dbs, list(Ws) + list(bs)
    scale = _scale(dWs, dbs, max_norm)
    moved = [p + (-learning_rate * scale) * g for p, g in zip(parameters, gradients)]
    return moved[: len(Ws)], moved[len(Ws) :]


def train_step__from_last_to_first(X, Y, Ws, bs, learning_rate, max_norm=None):
    scale = _scale(*_gradients(X, Y, Ws, bs), max_norm)
    As, new_Ws, new_bs = _forward(X, Ws, bs), [], []
    dZ = 2 * (As[-1] - Y) / len(X)
    for layer in range(len(Ws) - 1, -1, -1):
        new_Ws.append(Ws[layer] - learning_rate * scale * As[layer].T @ dZ)
        new_bs.append(bs[layer] - learning_rate * scale * np.ones(len(dZ)) @ dZ)
        dZ = dZ @ Ws[layer].T * (As[layer] > 0)
    return new_Ws[::-1], new_bs[::-1]
