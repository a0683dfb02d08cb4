"""How one step on a mini-batch goes wrong. Each gives the right step a wrong part."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import clipped, descended, forward, full_loop, gradients, mean_error, mini_batches, norm

from autograder.authoring import misconception


def stepped(X, Y, Ws, bs, learning_rate, max_norm=None, *, gradients=gradients, clipped=clipped):
    """The right step."""
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    return descended(Ws, dWs, learning_rate), descended(bs, dbs, learning_rate)


@misconception("train_step")
def ascent(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Does the loss of the mini-batch fall in a small step? Which way does the gradient point?"""
    return stepped(X, Y, Ws, bs, -learning_rate, max_norm)


@misconception("train_step")
def ignores_max_norm(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Do you use every argument? What happens in your step when a gradient is very long?"""
    return stepped(X, Y, Ws, bs, learning_rate)


@misconception("train_step", threshold=(1, 5))
def clips_without_being_asked(X, Y, Ws, bs, learning_rate, max_norm=None, *, threshold):
    """What should happen to a long gradient when no largest norm is given?"""
    return stepped(X, Y, Ws, bs, learning_rate, threshold if max_norm is None else max_norm)


@misconception("train_step")
def always_rescales(*step):
    """What should clipping do to a gradient that is short enough already?"""

    def rescaled(dWs, dbs, max_norm):
        scale = 1 if max_norm is None else max_norm / (norm([*dWs, *dbs]) or 1)
        return [dW * scale for dW in dWs], [db * scale for db in dbs]

    return stepped(*step, clipped=rescaled)


@misconception("train_step")
def clipped_elementwise(*step):
    """Does the whole gradient still point the same way after your clipping?"""

    def elementwise(dWs, dbs, max_norm):
        cut = (lambda array: array) if max_norm is None else (lambda array: np.clip(array, -max_norm, max_norm))
        return [*map(cut, dWs)], [*map(cut, dbs)]

    return stepped(*step, clipped=elementwise)


@misconception("train_step")
def clipped_per_array(*step):
    """Each array is now short enough by itself. How long are all of them together?"""

    def per_array(dWs, dbs, max_norm):
        return [clipped([dW], [], max_norm)[0][0] for dW in dWs], [clipped([], [db], max_norm)[1][0] for db in dbs]

    return stepped(*step, clipped=per_array)


@misconception("train_step", name="clipped-per-array")
def weights_and_biases_clipped_apart(*step):
    return stepped(
        *step, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, [], max_norm)[0], clipped([], dbs, max_norm)[1])
    )


@misconception("train_step", name="clipped-per-array")
def layers_clipped_apart(*step):
    def per_layer(dWs, dbs, max_norm):
        pairs = [clipped([dW], [db], max_norm) for dW, db in zip(dWs, dbs)]
        return [dWs[0] for dWs, _ in pairs], [dbs[0] for _, dbs in pairs]

    return stepped(*step, clipped=per_layer)


@misconception("train_step")
def clips_weights_only(*step):
    """Is the whole gradient short enough now? Which parameters have a gradient?"""
    return stepped(*step, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, [], max_norm)[0], dbs))


@misconception("train_step", name="clips-weights-only")
def clips_weights_by_the_common_norm(*step):
    return stepped(*step, clipped=lambda dWs, dbs, max_norm: (clipped(dWs, dbs, max_norm)[0], dbs))


@misconception("train_step")
def clips_after_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    """What must not be too long: the gradient, or something computed from it? When do you measure it?"""
    return clipped(*stepped(X, Y, Ws, bs, learning_rate), max_norm)


@misconception("train_step", name="clips-after-step")
def clips_the_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    return stepped(X, Y, Ws, bs, learning_rate, None if max_norm is None else max_norm / (learning_rate or 1))


@misconception("train_step")
def norm_of_weights(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Which length do you compare with the largest norm: that of the gradients, or another one?"""
    long = max_norm is not None and norm([*Ws, *bs]) > max_norm
    return stepped(X, Y, Ws, bs, learning_rate * (max_norm / norm([*Ws, *bs]) if long else 1))


@misconception("train_step")
def updated_before_used(X, Y, Ws, bs, learning_rate, max_norm=None):
    """With which weights was the output computed? Does your backward pass use the same ones?"""

    def layer_by_layer(X, Y, Ws, bs):
        Zs, As = forward(X, Ws, bs)
        dZ, dWs, dbs = 2 * (As[-1] - Y) / len(X), [], []
        for layer in reversed(range(len(Ws))):
            dWs.insert(0, (As[layer - 1] if layer else X).T @ dZ)
            dbs.insert(0, dZ.sum(axis=0))
            dZ = dZ @ (Ws[layer] - learning_rate * dWs[0]).T * (Zs[layer - 1] > 0) if layer else dZ
        return dWs, dbs

    return stepped(X, Y, Ws, bs, learning_rate, max_norm, gradients=layer_by_layer)


@misconception("train_step")
def gradients_at_moved_parameters(X, Y, Ws, bs, learning_rate, max_norm=None):
    """At which parameters do you take the gradient of the biases: before or after the weights have moved?"""
    moved, _ = stepped(X, Y, Ws, bs, learning_rate, max_norm)
    return moved, stepped(X, Y, moved, bs, learning_rate, max_norm)[1]


@misconception("train_step", name="gradients-at-moved-parameters")
def weights_at_moved_biases(X, Y, Ws, bs, learning_rate, max_norm=None):
    _, moved = stepped(X, Y, Ws, bs, learning_rate, max_norm)
    return stepped(X, Y, Ws, moved, learning_rate, max_norm)[0], moved


@misconception("train_step", name="gradients-at-moved-parameters")
def layer_after_layer(X, Y, Ws, bs, learning_rate, max_norm=None):
    Ws, bs = list(Ws), list(bs)
    for layer in range(len(Ws)):
        moved = stepped(X, Y, Ws, bs, learning_rate, max_norm)
        Ws[layer], bs[layer] = moved[0][layer], moved[1][layer]
    return Ws, bs


@misconception("train_step")
def biases_not_updated(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Which arrays of the network are learned? Compare all of them before and after."""
    return stepped(X, Y, Ws, bs, learning_rate, max_norm)[0], [b * 1.0 for b in bs]


@misconception("train_step")
def last_layer_only(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Which layers should move? Compare the first layer's weights before and after."""
    moved_Ws, moved_bs = stepped(X, Y, Ws, bs, learning_rate, max_norm)
    return [*Ws[:-1], moved_Ws[-1]], [*bs[:-1], moved_bs[-1]]


@misconception("train_step")
def returns_gradients(X, Y, Ws, bs, learning_rate, max_norm=None):
    """What are the parameters after your step? Return them."""
    return clipped(*gradients(X, Y, Ws, bs), max_norm)


@misconception("train_step", name="returns-gradients")
def returns_steps(X, Y, Ws, bs, learning_rate, max_norm=None):
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    return [learning_rate * dW for dW in dWs], [learning_rate * db for db in dbs]


@misconception("train_step")
def sum_for_mean(*step):
    """By what do you divide the gradient, and how many data points are in the mini-batch?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, wrong.gradient_of_sum))


@misconception("train_step")
def missing_factor_2(*step):
    """Your step is too short. Where does the gradient start, and what is the derivative of a square?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, wrong.half_gradient))


@misconception("train_step")
def averaged_twice(*step):
    """How often do you divide by the number of data points between the loss and the step?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, wrong.gradient_averaged_twice))


@misconception("train_step")
def mean_over_outputs(*step):
    """Over what does J take the average: over the data points, or over all numbers of the output?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, wrong.gradient_over_all))


@misconception("train_step")
def missing_relu_mask(*step):
    """Which hidden neurons were off in the forward pass? Do your gradients take that into account?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, down=wrong.masked(wrong.ones)))


@misconception("train_step")
def mutates_caller(X, Y, Ws, bs, learning_rate, max_norm=None):
    """What do the caller's arrays and lists hold after the call?"""
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    for parameter, gradient in zip([*Ws, *bs], [*dWs, *dbs]):
        parameter -= learning_rate * gradient
    return Ws, bs


@misconception("train_step", name="mutates-caller")
def floats_stepped_in_place(X, Y, Ws, bs, learning_rate, max_norm=None):
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    Ws, bs = ([np.asarray(array, dtype=float) for array in arrays] for arrays in (Ws, bs))
    for parameter, gradient in zip([*Ws, *bs], [*dWs, *dbs]):
        parameter -= learning_rate * gradient
    return Ws, bs


@misconception("train_step", name="mutates-caller")
def lists_written_to(X, Y, Ws, bs, learning_rate, max_norm=None):
    Ws[:], bs[:] = stepped(X, Y, Ws, bs, learning_rate, max_norm)
    return Ws, bs


@misconception("train_step", sign=(-1, 1))
def plus_for_times(X, Y, Ws, bs, learning_rate, max_norm=None, *, sign):
    """How far does your step go where the gradient is 0? What does a learning rate do to a gradient?"""
    dWs, dbs = clipped(*gradients(X, Y, Ws, bs), max_norm)
    return tuple(
        [array - learning_rate + sign * step for array, step in zip(arrays, steps)]
        for arrays, steps in ((Ws, dWs), (bs, dbs))
    )


@misconception("train_step", shared=(True, False))
def updated_within_batch(X, Y, Ws, bs, learning_rate, max_norm=None, *, shared):
    """All data points of a mini-batch share one step. At which parameters do you take the second one's gradient?"""
    return one_after_another(X, Y, Ws, bs, learning_rate, max_norm, shared=shared)


def one_after_another(X, Y, Ws, bs, learning_rate, max_norm, *, shared):
    for row in range(len(X)):
        one = slice(row, row + 1)
        Ws, bs = stepped(X[one], Y[one], Ws, bs, learning_rate / (len(X) if shared else 1), max_norm)
    return Ws, bs


@misconception("train_step", error=wrong.WITHOUT_TARGET)
def label_forgotten(*step, error):
    """What should your step be where every output is exactly right? Do you use every argument?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, error))


@misconception("train_step", error=wrong.LOSSES)
def loss_for_gradient(*step, error):
    """Your gradient starts from the loss itself. How does the loss change with the output?"""
    return stepped(*step, gradients=lambda *at: gradients(*at, error))


@misconception("train", sign=(-1, 1), name="plus-for-times")
def plus_for_times_in_the_loop(*run, sign):
    """How far does a step go where the gradient is 0? What does a learning rate do to a gradient?"""

    def added(parameters, steps, learning_rate):
        return [parameter - learning_rate + sign * step for parameter, step in zip(parameters, steps)]

    return full_loop(*run, descended=added)


@misconception("train", name="updated-within-batch")
def updated_within_each_batch(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """All data points of a mini-batch share one step. At which parameters do you take the second one's gradient?"""
    history = []
    for _ in range(epochs):
        for batch_X, batch_Y in mini_batches(X, Y, batch_size, rng):
            Ws, bs = one_after_another(batch_X, batch_Y, Ws, bs, learning_rate, max_norm, shared=True)
        history.append(mean_error(X, Y, Ws, bs))
    return Ws, bs, np.array(history)
