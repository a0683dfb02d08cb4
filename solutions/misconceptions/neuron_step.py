"""How a step of gradient descent goes wrong."""

import numpy as np

from autograder.authoring import misconception


@misconception("sgd_step")
def ascent(w, gradient, learning_rate):
    """The gradient points to where the loss grows fastest. Is that where you want to go?"""
    return w + learning_rate * gradient


@misconception("sgd_step", name="ascent")
def ascent_without_rate(w, gradient, learning_rate):
    return w + gradient


@misconception("sgd_step")
def returns_gradient(w, gradient, learning_rate):
    """What are the weights after your step? Return them."""
    return gradient * 1.0


@misconception("sgd_step", name="returns-gradient")
def returns_step(w, gradient, learning_rate):
    return learning_rate * gradient


@misconception("sgd_step", name="returns-gradient")
def returns_step_downhill(w, gradient, learning_rate):
    return -learning_rate * gradient


@misconception("sgd_step")
def in_place(w, gradient, learning_rate):
    """What does the caller's array hold after the call?"""
    w -= learning_rate * gradient
    return w


@misconception("sgd_step", name="in-place")
def in_place_for_floats(w, gradient, learning_rate):
    w = np.asarray(w, dtype=float)
    w -= learning_rate * gradient
    return w


@misconception("sgd_step", name="in-place")
def in_place_for_every_float(w, gradient, learning_rate):
    if w.dtype.kind != "f":
        return w - learning_rate * gradient
    w[...] = w - learning_rate * gradient
    return w


@misconception("sgd_step", name="in-place")
def in_place_whatever_comes(w, gradient, learning_rate):
    w[...] = w - learning_rate * gradient
    return w


@misconception("sgd_step")
def missing_learning_rate(w, gradient, learning_rate):
    """What would change in your answer if the learning rate were halved?"""
    return w - gradient


@misconception("sgd_step", rate=(0.1, 0.01, 0.001))
def fixed_learning_rate(w, gradient, learning_rate, rate):
    """Who decides how far a step goes: your function, or its caller?"""
    return w - rate * gradient


@misconception("sgd_step")
def divided_by_learning_rate(w, gradient, learning_rate):
    """Should a smaller learning rate make a smaller step, or a larger one?"""
    return w - gradient / learning_rate


@misconception("sgd_step")
def weights_scaled_too(w, gradient, learning_rate):
    """Which of the two should the learning rate scale: the step, or the weights too? Check your parentheses."""
    return learning_rate * (w - gradient)


@misconception("sgd_step", name="weights-scaled-too")
def weights_shrunk(w, gradient, learning_rate):
    return (1 - learning_rate) * w - learning_rate * gradient


@misconception("sgd_step")
def sign_of_gradient(w, gradient, learning_rate):
    """Does a steep slope lead to a longer step than a gentle one?"""
    return w - learning_rate * np.sign(gradient)


@misconception("sgd_step", name="sign-of-gradient")
def gradient_of_unit_length(w, gradient, learning_rate):
    return w - learning_rate * gradient / np.linalg.norm(gradient)


@misconception("sgd_step")
def plus_for_times(w, gradient, learning_rate):
    """How far does your step go where the gradient is 0? What does a learning rate do to a gradient?"""
    return w - (learning_rate + gradient)


@misconception("sgd_step", name="plus-for-times", sign=(1, -1))
def rate_and_gradient_added(w, gradient, learning_rate, sign):
    return w - learning_rate + sign * gradient


@misconception("sgd_step", name="plus-for-times")
def all_added(w, gradient, learning_rate):
    return w + learning_rate + gradient
