"""9. The full loop."""

import numpy as np
from _generators import DECIDES, one_twice_and_another
from _networks import BATCH, WORKED_EXAMPLE

from autograder.authoring import Case, check
from autograder.authoring.inputs import generator
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import FORMULA, PARTIAL_CREDIT

GUARDED = 1e-5  # τ ∇ / (‖∇‖ + 1e-6), guarded against a division by 0, clips as well as τ ∇ / ‖∇‖ does


def the_worked_example(rng):
    """One step from the weights of the lecture's example: the loss falls from 1 to 0.3136."""
    net = WORKED_EXAMPLE
    return Case(
        X=net.X,
        Y=net.Y,
        Ws=[net.W1, net.W2],
        bs=[net.b1, net.b2],
        learning_rate=0.1,
        epochs=1,
        batch_size=1,
        rng=generator(rng),
    ).gives(
        Ws=[np.array([[2.2, -1.0]]), np.array([[1.4], [2.0]])],
        bs=[np.array([0.2, 0.0]), np.array([0.2])],
        history=[0.3136],
    )


def learning_the_absolute_value(given, *, epochs):
    """Four points of y = |x|, two hidden neurons that are on at different sides."""
    return Case(
        X=[[-2.0], [-1.0], [1.0], [2.0]],
        Y=[[2.0], [1.0], [1.0], [2.0]],
        Ws=[np.array([[0.5, -0.5]]), np.array([[0.5], [0.5]])],
        bs=[np.array([0.1, 0.1]), np.zeros(1)],
        learning_rate=0.05,
        epochs=epochs,
        batch_size=2,
        rng=given,
    ).shaped(Ws=[(1, 2), (2, 1)], bs=[(2,), (1,)], history=(epochs,))


def one_linear_layer(rng, *, max_norm):
    """One data point and one layer, whose gradient is -4, -4 and -2 at the start: 6 long."""
    return Case(
        X=[[2.0, 2.0]],
        Y=[[1.0]],
        Ws=[np.zeros((2, 1))],
        bs=[np.zeros(1)],
        learning_rate=0.05,
        epochs=1,
        batch_size=1,
        rng=generator(rng),
        max_norm=max_norm,
    )


def loss_falls(answer):
    """The last training error is below half of the first."""
    first, last = answer.value["history"][[0, -1]]
    if last < first / 2:
        return None
    return f"The training error is {first:.3g} after the first epoch and {last:.3g} after the last."


def hidden_neurons_alike(answer):
    """All neurons of the first layer have the same weights into them, and the same out of them."""
    into, out_of = answer.value["Ws"]
    if not into.any():
        return "The weights of the first layer are all 0 at the end: no step has moved them."
    if np.allclose(into, into[:, :1], rtol=1e-9, atol=0) and np.allclose(out_of, out_of[:1], rtol=1e-9, atol=0):
        return None
    return "The hidden neurons have come to differ, though all of them started alike and saw the same data."


def each_once(answer):
    """Every row number comes once, in one of the mini-batches."""
    rows = np.concatenate([np.ravel(batch) for batch in answer.value])
    if np.array_equal(np.sort(rows), np.arange(len(rows))):
        return None
    return f"The row numbers are not 0 to {len(rows) - 1}, each of them once."


def batches_of(n, batch_size, rng):
    """The mini-batches of one epoch."""
    lengths = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return Case(n=n, batch_size=batch_size, rng=rng).shaped([(length,) for length in lengths]).satisfies(each_once)


@check("minibatches", points=0.5)
def batches_that_do_not_divide(rng):
    """Ten data points in batches of 4, 4 and 2, in an order that the rng passed in decides"""
    for given in one_twice_and_another(rng):
        yield batches_of(10, 4, given)
    yield DECIDES


@check("minibatches", points=0.5)
def batches_that_divide_and_one_batch(rng):
    """Batches of equal sizes, of one data point each, and a batch size that is larger than the data"""
    for n, batch_size in ((6, 3), (7, 1), (5, 5), (3, 8)):
        yield batches_of(n, batch_size, generator(rng))


def a_step(net, **options):
    return Case(X=net.X, Y=net.Y, Ws=[net.W1, net.W2], bs=[net.b1, net.b2], **options)


def stepped(net, learning_rate):
    """The parameters after a step along the gradients that were worked out by hand."""
    return {
        "Ws": [net.W1 - learning_rate * net.dW1, net.W2 - learning_rate * net.dW2],
        "bs": [net.b1 - learning_rate * net.db1, net.b2 - learning_rate * net.db2],
    }


@check("train_step", points=0.5, purpose=FORMULA)
def a_step_by_hand():
    """One step: from the lecture's example, and from a batch of two"""
    yield a_step(WORKED_EXAMPLE, learning_rate=0.1).gives(**stepped(WORKED_EXAMPLE, 0.1))
    yield a_step(BATCH, learning_rate=0.5).gives(**stepped(BATCH, 0.5))


@check("train_step", points=0.5)
def a_clipped_step_by_hand():
    """max_norm shortens a gradient that is too long as a whole, and no other"""
    for max_norm, moved in ((3.0, 0.1), (10.0, 0.2)):
        yield (
            Case(
                X=[[2.0, 2.0]],
                Y=[[1.0]],
                Ws=[np.zeros((2, 1))],
                bs=[np.zeros(1)],
                learning_rate=0.05,
                max_norm=max_norm,
            )
            .gives(Ws=[np.full((2, 1), moved)], bs=[np.array([moved / 2])])
            .within(rtol=GUARDED)
        )


@check("train_step", points=0.5)
def parameters_left_as_they_were():
    """New lists and arrays come back; the mini-batch and the parameters are not changed"""
    yield (
        a_step(WORKED_EXAMPLE, learning_rate=0.1).gives(**stepped(WORKED_EXAMPLE, 0.1)).satisfies(arguments_unchanged)
    )
    yield (
        Case(X=[[2]], Y=[[10]], Ws=[np.array([[1]])], bs=[np.array([2])], learning_rate=0.125)
        .gives(Ws=[np.array([[4.0]])], bs=[np.array([3.5])])
        .satisfies(arguments_unchanged)
    )


@check("train", points=0.25, purpose=PARTIAL_CREDIT)
def one_step_by_hand(rng):
    """One step from the lecture's example, by hand"""
    yield the_worked_example(rng)


@check("train", points=0.5)
def mini_batches_by_hand(rng):
    """Seven equal data points in batches of 2, 2, 2 and 1: each step counts"""
    yield Case(
        X=np.ones((7, 1)),
        Y=np.full((7, 1), 8.0),
        Ws=[np.zeros((1, 1))],
        bs=[np.zeros(1)],
        learning_rate=0.125,
        epochs=2,
        batch_size=2,
        rng=generator(rng),
    ).gives(Ws=[np.array([[3.984375]])], bs=[np.array([3.984375])], history=[0.25, 1 / 1024])


@check("train", points=0.25)
def clipped_by_hand(rng):
    """max_norm shortens a long gradient as a whole, and no short one"""
    yield (
        one_linear_layer(rng, max_norm=3.0)
        .gives(Ws=[np.array([[0.1], [0.1]])], bs=[np.array([0.05])], history=[0.3025])
        .within(rtol=GUARDED)
    )
    yield (
        one_linear_layer(rng, max_norm=10.0)
        .gives(Ws=[np.array([[0.2], [0.2]])], bs=[np.array([0.1])], history=[0.01])
        .within(rtol=GUARDED)
    )


@check("train", points=0.25, purpose=PARTIAL_CREDIT)
def learns(rng):
    """Forty epochs on four data points: the training error falls"""
    yield the_worked_example(rng)
    yield learning_the_absolute_value(generator(rng), epochs=40).satisfies(loss_falls)


@check("train", points=0.25)
def the_generator_decides_the_order(rng):
    """The order of the data points comes from the rng passed in"""
    for given in one_twice_and_another(rng):
        yield learning_the_absolute_value(given, epochs=10)
    yield the_worked_example(rng)
    yield DECIDES


@check("train", points=0.25, purpose="Shows what the lecture says of zero weights.")
def all_weights_alike(rng):
    """Hidden neurons that start alike, say with zero weights, stay alike"""
    for start in (0.0, 0.5):
        yield (
            Case(
                X=[[1.0, 2.0], [2.0, -1.0], [3.0, 0.5]],
                Y=[[1.0], [-2.0], [0.5]],
                Ws=[np.full((2, 3), start), np.full((3, 1), start)],
                bs=[np.ones(3), np.zeros(1)],
                learning_rate=0.01,
                epochs=5,
                batch_size=2,
                rng=generator(rng),
            )
            .shaped(Ws=[(2, 3), (3, 1)], bs=[(3,), (1,)], history=(5,))
            .satisfies(hidden_neurons_alike)
        )
    yield the_worked_example(rng)


@check("train", points=0.25)
def what_the_caller_has_is_left_as_it_was(rng):
    """The caller's data, lists and first weights are not changed"""
    yield the_worked_example(rng).satisfies(arguments_unchanged)
    yield learning_the_absolute_value(generator(rng), epochs=3).satisfies(arguments_unchanged)
