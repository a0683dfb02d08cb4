"""How the norms of gradients go wrong."""

import numpy as np
from _reference_parts import norm

from autograder.authoring import misconception


def each(dWs, length):
    return np.array([length(dW) for dW in dWs])


def lengths(gradients):
    return [np.linalg.norm(gradient) for gradient in gradients]


@misconception("gradient_norms")
def squared_norm(dWs):
    """What does your code return for a single gradient (3, 4), and how long is that arrow?"""
    return each(dWs, lambda dW: np.sum(dW**2))


@misconception("gradient_norms")
def sum_of_absolutes(dWs):
    """How long is the straight line from (0, 0) to (3, 4)?"""
    return each(dWs, lambda dW: np.sum(np.abs(dW)))


@misconception("gradient_norms", name="sum-of-absolutes")
def largest_sum_of_absolutes(dWs):
    return each(dWs, lambda dW: np.linalg.norm(dW, 1))


@misconception("gradient_norms", name="sum-of-absolutes")
def root_of_sum_of_absolutes(dWs):
    return each(dWs, lambda dW: np.sqrt(np.sum(np.abs(dW))))


@misconception("gradient_norms", name="sum-of-absolutes")
def sum_with_signs(dWs):
    return each(dWs, np.sum)


@misconception("gradient_norms")
def mean_not_norm(dWs):
    """Does a vector's length depend on how many entries it has? Append a zero to (3, 4) and try it."""
    return each(dWs, np.mean)


@misconception("gradient_norms", name="mean-not-norm")
def mean_of_absolutes(dWs):
    return each(dWs, lambda dW: np.mean(np.abs(dW)))


@misconception("gradient_norms", name="mean-not-norm")
def root_mean_square(dWs):
    return each(dWs, lambda dW: np.sqrt(np.mean(dW**2)))


@misconception("gradient_norms", name="mean-not-norm")
def mean_square(dWs):
    return each(dWs, lambda dW: np.mean(dW**2))


@misconception("gradient_norms", name="mean-not-norm")
def norm_by_size(dWs):
    return each(dWs, lambda dW: np.linalg.norm(dW) / dW.size)


@misconception("gradient_norms", name="mean-not-norm")
def standard_deviation(dWs):
    return each(dWs, np.std)


@misconception("gradient_norms")
def max_norm(dWs):
    """Is the longest side of a box as long as its diagonal?"""
    return each(dWs, lambda dW: np.max(np.abs(dW)))


@misconception("gradient_norms")
def spectral_norm(dWs):
    """A matrix has several norms. Which one treats it as one long vector, and which one did you ask NumPy for?"""
    return each(dWs, lambda dW: np.linalg.norm(dW, 2))


@misconception("gradient_norms", name="wrong-shape")
def one_for_all_layers(dWs):
    """How many layers are there, and how many numbers do you give back?"""
    return norm(dWs)


@misconception("gradient_norms", name="wrong-shape")
def one_for_each_column(dWs):
    return [np.linalg.norm(dW, axis=0) for dW in dWs]


@misconception("gradient_norms")
def added_up_over_layers(dWs):
    """Does the number for one layer depend on the other layers?"""
    return np.sqrt(np.cumsum([np.sum(dW**2) for dW in dWs]))


@misconception("gradient_norms", name="added-up-over-layers")
def divided_by_number_of_layers(dWs):
    return np.array(lengths(dWs)) / len(dWs)


@misconception("gradient_norms", name="added-up-over-layers")
def in_shares(dWs):
    return np.array(lengths(dWs)) / sum(lengths(dWs))


@misconception("gradient_norms")
def reversed_layers(dWs):
    """Which layer does your first number belong to?"""
    return np.array(lengths(dWs)[::-1])


@misconception("gradient_norms", name="reversed-layers")
def in_order_of_size(dWs):
    return np.sort(lengths(dWs))
