import numpy as np
from deep import deep_backward, deep_forward
from forward import training_error
from stability import clip_by_global_norm


def minibatches(n, batch_size, rng):
    indices = np.arange(n)
    rng.shuffle(indices)
    return [indices[i : i + batch_size] for i in range(0, n, batch_size)]


def train_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    Zs, As = deep_forward(X, Ws, bs)
    dWs, dbs = deep_backward(X, Y, Ws, Zs, As)
    if max_norm is not None:
        clipped = clip_by_global_norm(dWs + dbs, max_norm)
        dWs, dbs = clipped[: len(Ws)], clipped[len(Ws) :]
    new_Ws = [W - learning_rate * dW for W, dW in zip(Ws, dWs)]
    new_bs = [b - learning_rate * db for b, db in zip(bs, dbs)]
    return new_Ws, new_bs


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    Ws = [np.array(W, dtype=float) for W in Ws]
    bs = [np.array(b, dtype=float) for b in bs]
    history = []
    indices = np.arange(len(X))
    for _ in range(epochs):
        rng.shuffle(indices)
        for start in range(0, len(X), batch_size):
            rows = indices[start : start + batch_size]
            Zs, As = deep_forward(X[rows], Ws, bs)
            dWs, dbs = deep_backward(X[rows], Y[rows], Ws, Zs, As)
            if max_norm is not None:
                clipped = clip_by_global_norm(dWs + dbs, max_norm)
                dWs, dbs = clipped[: len(Ws)], clipped[len(Ws) :]
            for W, dW in zip(Ws, dWs):
                W -= learning_rate * dW
            for b, db in zip(bs, dbs):
                b -= learning_rate * db
        history.append(training_error(deep_forward(X, Ws, bs)[1][-1], Y))
    return Ws, bs, np.array(history)
