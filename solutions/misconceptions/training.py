"""How the full loop goes wrong. Each takes what `train` takes, and gives the right loop a wrong part."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import (
    batches,
    clipped,
    descended,
    forward,
    full_loop,
    gradients,
    mean_error,
    mini_batches,
    norm,
    picked,
)

from autograder.authoring import misconception


def error_in_training(error):
    """Gradients with this in the place of dJ/dG."""
    return lambda X, Y, Ws, bs: gradients(X, Y, Ws, bs, error)


@misconception("train")
def ascent(X, Y, Ws, bs, learning_rate, *more):
    """Does your training error fall from epoch to epoch? Which way does the gradient point?"""
    return full_loop(X, Y, Ws, bs, -learning_rate, *more)


@misconception("train")
def ignores_max_norm(*run):
    """Do you use every argument? What happens in your loop when a gradient is very long?"""
    return full_loop(*run[:8])


@misconception("train", name="ignores-max-norm", threshold=(1, 5))
def max_norm_of_its_own(*run, threshold):
    return full_loop(*run[:8], threshold if len(run) > 8 and run[8] is not None else None)


@misconception("train", threshold=(1, 5))
def clips_without_being_asked(*run, threshold):
    """What should happen to a long gradient when no largest norm is given?"""
    return full_loop(*run[:8], threshold if len(run) < 9 or run[8] is None else run[8])


@misconception("train")
def always_rescales(*run):
    """What should clipping do to a gradient that is short enough already?"""

    def rescaled(dWs, dbs, max_norm):
        scale = 1 if max_norm is None else max_norm / norm([*dWs, *dbs])
        return [dW * scale for dW in dWs], [db * scale for db in dbs]

    return full_loop(*run, clipped=rescaled)


@misconception("train")
def clipped_elementwise(*run):
    """Does the whole gradient still point the same way after your clipping?"""

    def elementwise(dWs, dbs, max_norm):
        cut = (lambda array: array) if max_norm is None else (lambda array: np.clip(array, -max_norm, max_norm))
        return [*map(cut, dWs)], [*map(cut, dbs)]

    return full_loop(*run, clipped=elementwise)


@misconception("train")
def clipped_per_array(*run):
    """Each array is now short enough by itself. How long are all of them together?"""

    def per_array(dWs, dbs, max_norm):
        return [clipped([dW], [], max_norm)[0][0] for dW in dWs], [clipped([], [db], max_norm)[1][0] for db in dbs]

    return full_loop(*run, clipped=per_array)


@misconception("train", name="clipped-per-array")
def weights_and_biases_clipped_apart(*run):
    return full_loop(
        *run, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, [], max_norm)[0], clipped([], dbs, max_norm)[1])
    )


@misconception("train", name="clipped-per-array")
def layers_clipped_apart(*run):
    def per_layer(dWs, dbs, max_norm):
        pairs = [clipped([dW], [db], max_norm) for dW, db in zip(dWs, dbs)]
        return [dWs[0] for dWs, _ in pairs], [dbs[0] for _, dbs in pairs]

    return full_loop(*run, clipped=per_layer)


@misconception("train")
def clips_weights_only(*run):
    """Is the whole gradient short enough now? Which parameters have a gradient?"""
    return full_loop(*run, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, [], max_norm)[0], dbs))


@misconception("train", name="clips-weights-only")
def clips_weights_by_the_common_norm(*run):
    return full_loop(*run, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, dbs, max_norm)[0], dbs))


@misconception("train")
def clips_after_step(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """What must not be too long: the gradient, or something computed from it? When do you measure it?"""
    history = []
    for _ in range(epochs):
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = gradients(*batch, Ws, bs)
            Ws, bs = clipped(descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate), max_norm)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train", name="clips-after-step")
def clips_the_step(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    threshold = None if max_norm is None else max_norm / learning_rate
    return full_loop(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, threshold)


@misconception("train")
def norm_of_weights(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Which length do you compare with the largest norm: that of the gradients, or another one?"""
    history = []
    for _ in range(epochs):
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = gradients(*batch, Ws, bs)
            long = max_norm is not None and norm([*Ws, *bs]) > max_norm
            rate = learning_rate * (max_norm / norm([*Ws, *bs]) if long else 1)
            Ws, bs = descended(Ws, dWs, rate), descended(bs, dbs, rate)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train")
def full_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, *more):
    """How many updates does one epoch make? Count them for 10 data points in batches of 4."""
    return full_loop(X, Y, Ws, bs, learning_rate, epochs, len(X), *more)


@misconception("train", name="full-batch")
def one_by_one(X, Y, Ws, bs, learning_rate, epochs, batch_size, *more):
    return full_loop(X, Y, Ws, bs, learning_rate, epochs, 1, *more)


@misconception("train")
def batch_size_as_number_of_batches(*run):
    """Does your loop make batches of that size, or that many batches?"""
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: [b for b in np.array_split(rng.permutation(n), size) if len(b)])
    )


@misconception("train")
def evenly_split(*run):
    """When the data do not divide evenly, which batch is the one that gets fewer points? Print the size of each."""
    return full_loop(*run, epoch=picked(lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size))))


@misconception("train", name="evenly-split")
def fewer_batches_evenly_split(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: np.array_split(rng.permutation(n), max(1, n // size))))


@misconception("train")
def drops_last_batch(*run):
    """Count the data points that your loop touches in one epoch. Are they all there, whatever the batch size?"""
    return full_loop(*run, epoch=picked(lambda n, size, rng: batches(rng.permutation(n)[: n - n % size], size)))


@misconception("train", name="drops-last-batch")
def drops_last_batch_but_not_the_only_one(*run):
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: batches(rng.permutation(n)[: n - n % size if n >= size else n], size))
    )


@misconception("train", name="drops-last-batch")
def drops_every_last_batch(*run):
    return full_loop(*run, epoch=picked(lambda n, size, rng: batches(rng.permutation(n), size)[:-1]))


@misconception("train", name="drops-last-batch")
def drops_every_last_batch_but_the_only_one(*run):
    return full_loop(
        *run, epoch=picked(lambda n, size, rng: batches(rng.permutation(n), size)[: max(1, -(-n // size) - 1)])
    )


@misconception("train")
def sum_for_mean(*run):
    """By what do you divide each batch's gradient, and how many data points are in the batch?"""
    return full_loop(*run, gradients=error_in_training(wrong.gradient_of_sum))


@misconception("train", name="sum-for-mean")
def divides_by_batch_size(X, Y, Ws, bs, learning_rate, epochs, batch_size, *more):
    by_size = error_in_training(lambda G, Y: 2 * (G - Y) / batch_size)
    return full_loop(X, Y, Ws, bs, learning_rate, epochs, batch_size, *more, gradients=by_size)


@misconception("train", name="sum-for-mean")
def divides_by_all_data(X, *more):
    return full_loop(X, *more, gradients=error_in_training(lambda G, Y: 2 * (G - Y) / len(X)))


@misconception("train", name="sum-for-mean")
def history_of_sums(X, *more):
    return full_loop(X, *more, error=lambda X, Y, Ws, bs: mean_error(X, Y, Ws, bs) * len(X))


@misconception("train")
def missing_factor_2(*run):
    """Your steps are all too short. Where does the gradient start, and what is the derivative of a square?"""
    return full_loop(*run, gradients=error_in_training(wrong.half_gradient))


@misconception("train")
def averaged_twice(*run):
    """How often do you divide by the batch size between the loss and the step?"""
    return full_loop(*run, gradients=error_in_training(wrong.gradient_averaged_twice))


@misconception("train")
def mean_over_outputs(*run):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return full_loop(*run, error=lambda X, Y, Ws, bs: np.mean((forward(X, Ws, bs)[1][-1] - Y) ** 2))


@misconception("train", name="mean-over-outputs")
def gradient_over_outputs(*run):
    return full_loop(*run, gradients=error_in_training(wrong.gradient_over_all))


@misconception("train", name="mean-over-outputs")
def both_over_outputs(*run):
    mean = lambda X, Y, Ws, bs: np.mean((forward(X, Ws, bs)[1][-1] - Y) ** 2)  # noqa: E731
    return full_loop(*run, gradients=error_in_training(wrong.gradient_over_all), error=mean)


@misconception("train")
def half_loss(*run):
    """Some books put a convenient factor before the square. Is there one in this course's loss?"""
    return full_loop(*run, error=lambda *at: mean_error(*at) / 2)


@misconception("train", name="half-loss")
def half_loss_throughout(*run):
    return full_loop(*run, gradients=error_in_training(wrong.half_gradient), error=lambda *at: mean_error(*at) / 2)


@misconception("train")
def missing_relu_mask(*run):
    """Which hidden neurons were off in the forward pass? Do your gradients take that into account?"""
    unmasked = wrong.masked(wrong.ones)
    return full_loop(*run, gradients=lambda *at: gradients(*at, down=unmasked))


@misconception("train")
def updated_before_used(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """With which weights was the batch's output computed? Does your backward pass use the same ones?"""

    def layer_by_layer(X, Y, Ws, bs):
        scale = scale_of(X, Y, Ws, bs)
        Zs, As = forward(X, Ws, bs)
        dZ, dWs, dbs = 2 * (As[-1] - Y) / len(X), [], []
        for layer in reversed(range(len(Ws))):
            dWs.insert(0, scale * (As[layer - 1] if layer else X).T @ dZ)
            dbs.insert(0, scale * dZ.sum(axis=0))
            dZ = dZ @ (Ws[layer] - learning_rate * dWs[0]).T * (Zs[layer - 1] > 0) if layer else dZ
        return dWs, dbs

    def scale_of(*at):
        length = norm([array for arrays in gradients(*at) for array in arrays])
        return max_norm / length if max_norm is not None and length > max_norm else 1

    return full_loop(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, gradients=layer_by_layer)


@misconception("train", afresh=(False, True), clip_first=(True, False))
def accumulates_gradients(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None, *, afresh, clip_first):
    """Which data points does each of your steps use? Where do you reset what you add up?"""
    sums, bias_sums, history = [0] * len(Ws), [0] * len(bs), []
    for _ in range(epochs):
        if afresh:
            sums, bias_sums = [0] * len(Ws), [0] * len(bs)
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = clipped(*gradients(*batch, Ws, bs), max_norm if clip_first else None)
            sums, bias_sums = descended(sums, dWs, -1), descended(bias_sums, dbs, -1)
            steps, bias_steps = clipped(sums, bias_sums, None if clip_first else max_norm)
            Ws, bs = descended(Ws, steps, learning_rate), descended(bs, bias_steps, learning_rate)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train", name="accumulates-gradients")
def one_sum_an_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        sums, bias_sums = [0] * len(Ws), [0] * len(bs)
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = clipped(*gradients(*batch, Ws, bs), max_norm)
            sums, bias_sums = descended(sums, dWs, -1), descended(bias_sums, dbs, -1)
        Ws, bs = descended(Ws, sums, learning_rate), descended(bs, bias_sums, learning_rate)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train", name="accumulates-gradients")
def one_step_an_epoch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    history = []
    for _ in range(epochs):
        start = Ws, bs
        for batch in mini_batches(X, Y, batch_size, rng):
            dWs, dbs = clipped(*gradients(*batch, *start), max_norm)
            Ws, bs = descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)


@misconception("train")
def biases_not_updated(X, Y, Ws, bs, *more):
    """Which arrays of the network are learned? Compare all of them before and after."""

    def weights_alone(*at):
        dWs, dbs = gradients(*at)
        return dWs, [0 * db for db in dbs]

    return full_loop(X, Y, Ws, bs, *more, gradients=weights_alone)
