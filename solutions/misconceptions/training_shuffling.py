"""How the full loop goes through the data in a wrong order, or changes its arguments."""

import numpy as np
from _reference_parts import batches, clipped, descended, full_loop, gradients, mean_error, picked

from autograder.authoring import misconception


@misconception("train")
def same_batch(*run):
    """Which data points does the second step of an epoch use? Print their numbers, for a whole epoch."""

    def first_rows(n, size, rng):
        order = rng.permutation(n)
        return [order[: len(batch)] for batch in batches(order, size)]

    return full_loop(*run, epoch=picked(first_rows))


@misconception("train", name="same-batch")
def same_batch_of_full_size(*run):
    def first_rows(n, size, rng):
        order = rng.permutation(n)
        return [order[:size] for _ in range(0, n, size)]

    return full_loop(*run, epoch=picked(first_rows))


@misconception("train", name="same-batch")
def same_batch_unshuffled(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: [np.arange(n)[:size] for _ in range(0, n, size)]))


@misconception("train", name="same-batch")
def shuffles_for_every_batch(*run):
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: [rng.permutation(n)[s : s + size] for s in range(0, n, size)])
    )


@misconception("train", name="same-batch")
def draws_every_batch_anew(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: [rng.permutation(n)[:size] for _ in range(0, n, size)]))


@misconception("train", name="same-batch")
def one_random_batch(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: [rng.permutation(n)[:size]]))


@misconception("train")
def drawn_with_replacement(*run):
    """How often does each data point come up in one epoch? Count them."""
    return full_loop(*run, epoch=picked(lambda n, size, rng: batches(rng.integers(n, size=n), size)))


@misconception("train", name="drawn-with-replacement")
def full_batches_with_replacement(*run):
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: [rng.integers(n, size=min(size, n)) for _ in range(0, n, size)])
    )


@misconception("train")
def shuffles_x_and_y_apart(*run):
    """After your shuffle, does every data point still have its own target?"""

    def apart(X, Y, batch_size, rng):
        rows, labels = (batches(rng.permutation(len(X)), batch_size) for _ in range(2))
        return [(X[row], Y[label]) for row, label in zip(rows, labels)]

    return full_loop(*run, epoch=apart)


@misconception("train", name="shuffles-x-and-y-apart")
def shuffles_x_alone(*run):
    def alone(X, Y, batch_size, rng):
        rows, labels = batches(rng.permutation(len(X)), batch_size), batches(np.arange(len(X)), batch_size)
        return [(X[row], Y[label]) for row, label in zip(rows, labels)]

    return full_loop(*run, epoch=alone)


@misconception("train")
def never_shuffles(*run):
    """Do you use every argument? In which order does each epoch go through the data?"""
    return full_loop(*run, epoch=picked(lambda n, size, rng: batches(np.arange(n), size)))


@misconception("train", name="never-shuffles")
def goes_backwards(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: batches(np.arange(n)[::-1], size)))


@misconception("train")
def shuffles_batches_not_data(*run):
    """Can two data points that share a batch in the first epoch be apart in the second?"""
    return full_loop(
        *run,
        epoch=picked(lambda n, size, rng: [batches(np.arange(n), size)[b] for b in rng.permutation(-(-n // size))]),
    )


@misconception("train")
def shuffles_only_once(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Is the order of the second epoch a new one? Look at what stands inside which loop."""
    order = rng.permutation(len(X))
    epoch = picked(lambda n, size, rng: batches(order, size))
    return full_loop(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm, epoch=epoch)


def stepping_in_place(parameters, steps, learning_rate):
    for parameter, step in zip(parameters, steps):
        parameter -= learning_rate * step
    return parameters


@misconception("train")
def mutates_caller(*run):
    """What do the caller's arrays and lists hold after the call?"""
    return full_loop(*run, descended=stepping_in_place)


@misconception("train", name="mutates-caller")
def floats_stepped_in_place(X, Y, Ws, bs, *more):
    Ws, bs = ([np.asarray(array, dtype=float) for array in arrays] for arrays in (Ws, bs))
    return full_loop(X, Y, Ws, bs, *more, descended=stepping_in_place)


@misconception("train", name="mutates-caller")
def lists_written_to(X, Y, Ws, bs, *more):
    def replaced(parameters, steps, learning_rate):
        parameters[:] = descended(parameters, steps, learning_rate)
        return parameters

    return full_loop(X, Y, Ws, bs, *more, descended=replaced)


@misconception("train", name="mutates-caller")
def data_shuffled_in_place(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X[:], Y[:] = X[order], Y[order]
        for batch in batches(np.arange(len(X)), batch_size):
            dWs, dbs = clipped(*gradients(X[batch], Y[batch], Ws, bs), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train")
def last_batch_twice(*run):
    """Count the steps of an epoch. Is the last batch used again after your loop?"""

    def with_the_last_again(n, size, rng):
        found = batches(rng.permutation(n), size)
        return [*found, found[-1]]

    return full_loop(*run, epoch=picked(with_the_last_again))


@misconception("train", name="last-batch-twice")
def last_batch_filled_up(*run):
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: batches(np.resize(rng.permutation(n), -(-n // size) * size), size))
    )
