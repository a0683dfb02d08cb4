"""How the history of the full loop goes wrong."""

import numpy as np
from _reference_parts import clipped, descended, full_loop, gradients, mean_error, mini_batches

from autograder.authoring import misconception


@misconception("train")
def one_epoch_too_few(X, Y, Ws, bs, learning_rate, epochs, *more):
    """What is your first entry of the history: the error before any step, or after an epoch?"""
    start = mean_error(X, Y, Ws, bs)
    Ws, bs, history = full_loop(X, Y, Ws, bs, learning_rate, epochs - 1, *more)
    return Ws, bs, np.array([start, *history])


@misconception("train")
def history_before_each_epoch(X, Y, Ws, bs, *more):
    """When do you measure the training error: before an epoch's steps, or when they are done?"""
    start = mean_error(X, Y, Ws, bs)
    Ws, bs, history = full_loop(X, Y, Ws, bs, *more)
    return Ws, bs, np.array([start, *history[:-1]])


@misconception("train", name="wrong-shape")
def history_with_the_start(X, Y, Ws, bs, *more):
    """How many epochs are there, and how many entries does your history have?"""
    start = mean_error(X, Y, Ws, bs)
    Ws, bs, history = full_loop(X, Y, Ws, bs, *more)
    return Ws, bs, np.array([start, *history])


@misconception("train", name="wrong-shape")
def last_error_alone(*run):
    Ws, bs, history = full_loop(*run)
    return Ws, bs, history[-1]


@misconception("train")
def history_of_last_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """On which data points, and with which weights, do you measure the training error?"""
    history = []
    for _ in range(epochs):
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = clipped(*gradients(*batch, Ws, bs), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(mean_error(*batch, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train", weighted=(True, False))
def history_during_the_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None, *, weighted):
    """The weights change while you add up the batches' errors. At which weights is the error of the history taken?"""
    history = []
    for _ in range(epochs):
        errors, shares = [], []
        for batch in mini_batches(X, Y, batch_size, rng):
            errors.append(mean_error(*batch, Ws, bs))
            shares.append(len(batch[0]) if weighted else 1)
            dWs, dbs = clipped(*gradients(*batch, Ws, bs), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(np.average(errors, weights=shares))
    return Ws, bs, np.array(history)
