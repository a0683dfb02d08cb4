"""How the full loop goes wrong."""

import numpy as np
from _right import backward, batches, clipped, descended, error, forward, gradients, step

from autograder.authoring import misconception


@misconception("train")
def ascent(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Does your training error fall from epoch to epoch? Which way does the gradient point?"""
    return _train(X, Y, Ws, bs, -learning_rate, epochs, batch_size, rng, max_norm)


@misconception("train")
def ignores_max_norm(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Does every argument play a part? What happens in your loop when a gradient is very long?"""
    return _train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng)


@misconception("train")
def full_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """How many updates does one epoch make? Count them for 10 data points in batches of 4."""
    return _train(X, Y, Ws, bs, learning_rate, epochs, len(X), rng, max_norm)


@misconception("train")
def batch_size_as_number_of_batches(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Does your loop make batches of that size, or that many batches?"""
    history = []
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(X)), batch_size):
            if len(batch):
                Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def evenly_split(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """When the data do not divide evenly, which batch is the one that gets fewer points? Print the size of each."""
    history = []
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def sum_for_mean(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """By what is each batch's gradient divided? Should a larger batch make a larger step?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = gradients(X[batch], Y[batch], Ws, bs)
            dWs, dbs = clipped([dW * len(batch) for dW in dWs], [db * len(batch) for db in dbs], max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def divides_by_batch_size(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """How many data points does the last batch hold, and by what is its gradient divided?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Zs, As = forward(X[batch], Ws, bs)
            dWs, dbs = backward(2 * (As[-1] - Y[batch]) / batch_size, X[batch], Ws, Zs, As)
            dWs, dbs = clipped(dWs, dbs, max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def drops_last_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Count the data points that your loop touches in one epoch. Are they all there, whatever the batch size?"""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X) - batch_size + 1, batch_size):
            batch = order[start : start + batch_size]
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def same_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Which data points does the second step of an epoch use? Print their numbers."""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for batch in batches(order, batch_size):
            batch = order[: len(batch)]
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def drawn_with_replacement(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """How often does each data point come up in one epoch? Count them."""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.integers(len(X), size=len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def shuffles_x_and_y_apart(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """After your shuffle, does every data point still stand beside its own label?"""
    history = []
    for _ in range(epochs):
        for rows, labels in zip(*(batches(rng.permutation(len(X)), batch_size) for _ in range(2))):
            Ws, bs = step(X[rows], Y[labels], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def never_shuffles(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Does every argument play a part? In which order does each epoch go through the data?"""
    history = []
    for _ in range(epochs):
        for batch in batches(np.arange(len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def shuffles_batches_not_data(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Can two data points that share a batch in the first epoch be apart in the second?"""
    history = []
    groups = batches(np.arange(len(X)), batch_size)
    for _ in range(epochs):
        for group in rng.permutation(len(groups)):
            Ws, bs = step(X[groups[group]], Y[groups[group]], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def shuffles_for_every_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """How often does each data point come up in one epoch? Look at what stands inside which loop."""
    history = []
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            batch = rng.permutation(len(X))[start : start + batch_size]
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def shuffles_only_once(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Is the order of the second epoch a new one? Look at what stands inside which loop."""
    order, history = rng.permutation(len(X)), []
    for _ in range(epochs):
        for batch in batches(order, batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def reseeds(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Call your function with two different generators. Do you get different numbers?"""
    return _train(X, Y, Ws, bs, learning_rate, epochs, batch_size, np.random.default_rng(0), max_norm)


@misconception("train")
def global_random(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Call your function twice with generators of the same seed. Where does the randomness come from?"""
    return _train(X, Y, Ws, bs, learning_rate, epochs, batch_size, np.random.default_rng(), max_norm)


@misconception("train")
def accumulates_gradients(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Which data points does your second step's gradient know of? Where do you start afresh?"""
    sums, history = [0 * W for W in Ws], []
    bias_sums = [0 * b for b in bs]
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = gradients(X[batch], Y[batch], Ws, bs)
            sums, bias_sums = descended(sums, dWs, -1), descended(bias_sums, dbs, -1)
            steps, bias_steps = clipped(sums, bias_sums, max_norm)
            Ws, bs = descended(Ws, steps, learning_rate), descended(bs, bias_steps, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def gradients_at_start_of_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """At which weights is the second batch's gradient computed? Have they moved since the first?"""
    history = []
    for _ in range(epochs):
        start_Ws, start_bs = Ws, bs
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = clipped(*gradients(X[batch], Y[batch], start_Ws, start_bs), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def biases_not_updated(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Which of the network's numbers are learned? Compare all of them before and after."""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Ws, _ = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def clips_each_array(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """No array is too long by itself any more. And the whole that they make up?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = gradients(X[batch], Y[batch], Ws, bs)
            dWs = [clipped([dW], [], max_norm)[0][0] for dW in dWs]
            dbs = [clipped([], [db], max_norm)[1][0] for db in dbs]
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def clips_weights_only(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Is the whole gradient short enough now? Which parameters have one?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = gradients(X[batch], Y[batch], Ws, bs)
            dWs, _ = clipped(dWs, [], max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def clips_after_step(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """What is it that must not be too long: the gradient, or the weights that you reach with it?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Ws, bs = clipped(*step(X[batch], Y[batch], Ws, bs, learning_rate, None), max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def initializes_again(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """The weights to start from came in as an argument. Does your training start there?"""
    Ws = [rng.normal(0, np.sqrt(2 / len(W)), size=W.shape) for W in Ws]
    return _train(X, Y, Ws, [0.0 * b for b in bs], learning_rate, epochs, batch_size, rng, max_norm)


@misconception("train")
def one_epoch_too_few(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """What is your first entry of the history: the error before any step, or after an epoch?"""
    start = error(X, Y, Ws, bs)
    Ws, bs, history = _train(X, Y, Ws, bs, learning_rate, epochs - 1, batch_size, rng, max_norm)
    return Ws, bs, [start, *history]


@misconception("train")
def history_before_each_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """When do you measure the training error: before an epoch's steps, or when they are done?"""
    start = error(X, Y, Ws, bs)
    Ws, bs, history = _train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm)
    return Ws, bs, [start, *history[:-1]]


@misconception("train")
def history_of_last_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """On which data points do you measure the training error?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X[batch], Y[batch], Ws, bs))
    return Ws, bs, history


@misconception("train")
def history_during_the_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """While you add up the batches' errors the weights keep moving. Whose error should the history tell?"""
    history = []
    for _ in range(epochs):
        total = 0
        for batch in batches(rng.permutation(len(X)), batch_size):
            total += error(X[batch], Y[batch], Ws, bs) * len(batch)
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(total / len(X))
    return Ws, bs, history


@misconception("train")
def mutates_caller(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """After the call, what has become of the weights that the caller handed in?"""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            dWs, dbs = clipped(*gradients(X[batch], Y[batch], Ws, bs), max_norm)
            for parameter, gradient in zip([*Ws, *bs], dWs + dbs):
                parameter -= learning_rate * gradient
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def data_shuffled_in_place(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """After the call, do the caller's data still stand in their old order?"""
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], Y[:] = X[order], Y[order]
        for batch in batches(np.arange(len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


@misconception("train")
def int_truncation(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """What type have your copies of the weights when these are whole numbers, and what fits in them?"""
    types, history = [parameter.dtype for parameter in [*Ws, *bs]], []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
            kept = [parameter.astype(kind) for parameter, kind in zip([*Ws, *bs], types)]
            Ws, bs = kept[: len(Ws)], kept[len(Ws) :]
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history


def _train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """The right loop, for what goes wrong before it or behind it."""
    history = []
    for _ in range(epochs):
        for batch in batches(rng.permutation(len(X)), batch_size):
            Ws, bs = step(X[batch], Y[batch], Ws, bs, learning_rate, max_norm)
        history.append(error(X, Y, Ws, bs))
    return Ws, bs, history
