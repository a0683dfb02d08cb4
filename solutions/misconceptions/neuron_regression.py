"""How stochastic gradient descent on a linear regressor goes wrong."""

import numpy as np

from autograder.authoring import misconception


def gradient_at(w, x, y):
    return 2 * (w @ x - y) * x


def descent(w, X, Y, learning_rate, picks, gradient=gradient_at):
    """One step for each of the picks."""
    w = np.array(w, dtype=float)
    for i in picks:
        w = w - learning_rate * gradient(w, X[i], Y[i])
    return w


def at_random(X, steps, rng):
    return rng.integers(len(X), size=steps)


@misconception("sgd_linear_regression")
def missing_factor_2(w, X, Y, learning_rate, steps, rng):
    """Every step is too short. Differentiate the squared loss of one data point: what becomes of the exponent?"""
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda w, x, y: (w @ x - y) * x)


@misconception("sgd_linear_regression")
def ascent(w, X, Y, learning_rate, steps, rng):
    """Does the loss of a data point fall when you take a step on it? Which way does the gradient point?"""
    return descent(w, X, Y, -learning_rate, at_random(X, steps, rng))


@misconception("sgd_linear_regression")
def missing_input_factor(w, X, Y, learning_rate, steps, rng):
    """By what is a weight multiplied in the forward pass? Should all weights move by the same amount?"""
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda w, x, y: 2 * (w @ x - y) * np.ones(len(x)))


@misconception("sgd_linear_regression")
def gradient_wrt_input(w, X, Y, learning_rate, steps, rng):
    """With respect to what do you differentiate: the input, or what you want to change?"""
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda w, x, y: 2 * (w @ x - y) * w)


@misconception("sgd_linear_regression")
def averaged_over_the_data(w, X, Y, learning_rate, steps, rng):
    """You step on one data point at a time. What is there to average over?"""
    return descent(w, X, Y, learning_rate / len(X), at_random(X, steps, rng))


@misconception("sgd_linear_regression")
def full_gradient(w, X, Y, learning_rate, steps, rng):
    """How many data points does one step of stochastic gradient descent look at?"""
    w = np.array(w, dtype=float)
    for _ in range(steps):
        w = w - learning_rate * 2 * X.T @ (X @ w - Y) / len(X)
    return w


@misconception("sgd_linear_regression", name="full-gradient")
def full_gradient_as_a_sum(w, X, Y, learning_rate, steps, rng):
    w = np.array(w, dtype=float)
    for _ in range(steps):
        w = w - learning_rate * 2 * X.T @ (X @ w - Y)
    return w


@misconception("sgd_linear_regression")
def gradients_at_the_start(w, X, Y, learning_rate, steps, rng):
    """At which weights is the gradient of the second step evaluated: those of the start, or those after the first?"""
    start = np.array(w, dtype=float)
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda _, x, y: gradient_at(start, x, y))


@misconception("sgd_linear_regression", name="gradients-at-the-start")
def only_the_last_step_counts(w, X, Y, learning_rate, steps, rng):
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng)[-1:])


@misconception("sgd_linear_regression")
def without_replacement(w, X, Y, learning_rate, steps, rng):
    """Can the data point of the first step come up again in the second? From how many does each pick choose?"""
    n = len(X)
    picks = [i for _ in range(0, steps, n) for i in rng.permutation(n)][:steps]
    return descent(w, X, Y, learning_rate, picks)


@misconception("sgd_linear_regression", name="without-replacement")
def one_order_over_and_over(w, X, Y, learning_rate, steps, rng):
    order = rng.permutation(len(X))
    return descent(w, X, Y, learning_rate, [order[step % len(X)] for step in range(steps)])


@misconception("sgd_linear_regression", name="without-replacement")
def in_order(w, X, Y, learning_rate, steps, rng):
    return descent(w, X, Y, learning_rate, np.arange(steps) % len(X))


@misconception("sgd_linear_regression")
def same_data_point(w, X, Y, learning_rate, steps, rng):
    """When is the data point picked: once, or anew for every step? Look at what stands inside the loop."""
    return descent(w, X, Y, learning_rate, np.full(steps, rng.integers(len(X))))


@misconception("sgd_linear_regression")
def never_the_last(w, X, Y, learning_rate, steps, rng):
    """Which numbers can your generator draw? Are the first and the last data point among them?"""
    return descent(w, X, Y, learning_rate, rng.integers(max(1, len(X) - 1), size=steps))


@misconception("sgd_linear_regression", name="never-the-last")
def never_the_first(w, X, Y, learning_rate, steps, rng):
    return descent(w, X, Y, learning_rate, rng.integers(min(1, len(X) - 1), len(X), size=steps))


@misconception("sgd_linear_regression")
def x_and_y_picked_apart(w, X, Y, learning_rate, steps, rng):
    """Does the target that you compare with belong to the input that you picked?"""
    Y = Y[at_random(X, steps, rng)]
    w = np.array(w, dtype=float)
    for i, y in zip(at_random(X, steps, rng), Y):
        w = w - learning_rate * gradient_at(w, X[i], y)
    return w


@misconception("sgd_linear_regression")
def one_step_too_few(w, X, Y, learning_rate, steps, rng):
    """Count how often your loop moves the weights when a single step is asked for, and when none is."""
    return descent(w, X, Y, learning_rate, at_random(X, max(0, steps - 1), rng))


@misconception("sgd_linear_regression", name="one-step-too-few")
def one_step_too_many(w, X, Y, learning_rate, steps, rng):
    return descent(w, X, Y, learning_rate, at_random(X, steps + 1, rng))


@misconception("sgd_linear_regression")
def epochs_for_steps(w, X, Y, learning_rate, steps, rng):
    """How many data points does one step use? Count the updates for three data points and two steps."""
    picks = [i for _ in range(steps) for i in rng.permutation(len(X))]
    return descent(w, X, Y, learning_rate, picks)


@misconception("sgd_linear_regression", name="epochs-for-steps")
def epochs_of_picks_for_steps(w, X, Y, learning_rate, steps, rng):
    return descent(w, X, Y, learning_rate, at_random(X, steps * len(X), rng))


@misconception("sgd_linear_regression")
def in_place(w, X, Y, learning_rate, steps, rng):
    """What does the caller's array of weights hold after the call?"""
    for i in at_random(X, steps, rng):
        w -= learning_rate * gradient_at(w, X[i], Y[i])
    return w


@misconception("sgd_linear_regression")
def returns_gradient(w, X, Y, learning_rate, steps, rng):
    """What should your function return: the last gradient, or the weights after the last step?"""
    w, gradient = np.array(w, dtype=float), np.zeros(len(w))
    for i in at_random(X, steps, rng):
        gradient = gradient_at(w, X[i], Y[i])
        w = w - learning_rate * gradient
    return gradient


@misconception("sgd_linear_regression", sign=(-1, 1))
def plus_for_times(w, X, Y, learning_rate, steps, rng, sign):
    """How far does your step go where the gradient is 0? What does a learning rate do to a gradient?"""
    w = np.array(w, dtype=float)
    for i in at_random(X, steps, rng):
        w = w - learning_rate + sign * gradient_at(w, X[i], Y[i])
    return w


@misconception("sgd_linear_regression", factor=(1, 2))
def label_forgotten(w, X, Y, learning_rate, steps, rng, factor):
    """Do you use every argument? What should a step be where the output is exactly right?"""
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda w, x, y: factor * (w @ x) * x)


@misconception("sgd_linear_regression")
def error_squared(w, X, Y, learning_rate, steps, rng):
    """Which of the two does your step use: the loss, or how the loss changes with the weights?"""
    return descent(w, X, Y, learning_rate, at_random(X, steps, rng), lambda w, x, y: 2 * (w @ x - y) ** 2 * x)
