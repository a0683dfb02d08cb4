"""How initialization goes wrong."""

import numpy as np

from autograder.authoring import misconception

SCALES = 0.01, 0.1, 0.05, 0.02, 0.001, 0.2


def normal(n_in, n_out, rng, sd):
    return rng.normal(0, sd, size=(n_in, n_out))


def uniform(n_in, n_out, rng, bound):
    return rng.uniform(-bound, bound, size=(n_in, n_out))


@misconception("xavier_init")
def variance_as_std(n_in, n_out, rng):
    """The rule names a variance. What does your generator expect: a variance, or a standard deviation?"""
    return normal(n_in, n_out, rng, 1 / n_in)


@misconception("xavier_init")
def inverse_forgotten(n_in, n_out, rng):
    """Should the weights be larger, or smaller, the more inputs there are?"""
    return normal(n_in, n_out, rng, np.sqrt(n_in))


@misconception("xavier_init")
def fan_out(n_in, n_out, rng):
    """A pre-activation is a sum. How many terms does it have, and what decides that?"""
    return normal(n_in, n_out, rng, np.sqrt(1 / n_out))


@misconception("xavier_init", name="fan-out")
def fan_out_variance_as_std(n_in, n_out, rng):
    return normal(n_in, n_out, rng, 1 / n_out)


@misconception("xavier_init", name="fan-out")
def fan_out_uniform(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(3 / n_out))


@misconception("xavier_init")
def glorot_average(n_in, n_out, rng):
    """Another version of this rule uses both sizes of the layer. Is it the one from the lecture?"""
    return normal(n_in, n_out, rng, np.sqrt(2 / (n_in + n_out)))


@misconception("xavier_init", name="glorot-average")
def glorot_sum(n_in, n_out, rng):
    return normal(n_in, n_out, rng, np.sqrt(1 / (n_in + n_out)))


@misconception("xavier_init", name="glorot-average")
def glorot_uniform(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(6 / (n_in + n_out)))


@misconception("xavier_init")
def xavier_he_swapped(n_in, n_out, rng):
    """There are two rules for two activation functions. Which function sets half of its inputs to 0?"""
    return normal(n_in, n_out, rng, np.sqrt(2 / n_in))


@misconception("xavier_init")
def no_scale(n_in, n_out, rng):
    """What happens to the pre-activations when a layer has a thousand inputs?"""
    return normal(n_in, n_out, rng, 1)


@misconception("xavier_init", scale=SCALES)
def fixed_scale(n_in, n_out, rng, scale):
    """Should a layer with ten inputs and one with a thousand get weights of the same size?"""
    return normal(n_in, n_out, rng, scale)


@misconception("xavier_init")
def uniform_not_normal(n_in, n_out, rng):
    """Plot a histogram of your weights. Does it have the shape that the rule asks for?"""
    return uniform(n_in, n_out, rng, np.sqrt(3 / n_in))


@misconception("xavier_init", name="uniform-not-normal")
def uniform_within_sd(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(1 / n_in))


@misconception("xavier_init", name="uniform-not-normal")
def uniform_within_sqrt_6(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(6 / n_in))


@misconception("xavier_init")
def uniform_zero_one(n_in, n_out, rng):
    """Plot a histogram of your weights. Where is its middle?"""
    return rng.random((n_in, n_out)) * np.sqrt(1 / n_in)


@misconception("xavier_init", name="uniform-zero-one")
def uniform_zero_one_unscaled(n_in, n_out, rng):
    return rng.random((n_in, n_out))


@misconception("xavier_init")
def mean_not_zero(n_in, n_out, rng):
    """How many of your weights are negative, and how many positive? Plot a histogram."""
    return rng.normal(1, np.sqrt(1 / n_in), size=(n_in, n_out))


@misconception("xavier_init", name="mean-not-zero")
def no_negative_weights(n_in, n_out, rng):
    return np.abs(normal(n_in, n_out, rng, np.sqrt(1 / n_in)))


@misconception("xavier_init")
def same_for_every_unit(n_in, n_out, rng):
    """If two neurons start with the same weights, what will ever make them different?"""
    return np.tile(rng.normal(0, np.sqrt(1 / n_in), size=(n_in, 1)), n_out)


@misconception("xavier_init", name="same-for-every-unit")
def one_weight_for_all(n_in, n_out, rng):
    return np.full((n_in, n_out), rng.normal(0, np.sqrt(1 / n_in)))


@misconception("xavier_init")
def all_zeros(n_in, n_out, rng):
    """If all neurons start alike, what will ever make them different?"""
    return np.zeros((n_in, n_out))


@misconception("xavier_init", name="all-zeros")
def all_alike(n_in, n_out, rng):
    return np.full((n_in, n_out), np.sqrt(1 / n_in))


@misconception("he_init", name="variance-as-std")
def he_variance_as_std(n_in, n_out, rng):
    """The rule names a variance. What does your generator expect: a variance, or a standard deviation?"""
    return normal(n_in, n_out, rng, 2 / n_in)


@misconception("he_init", name="variance-as-std")
def root_of_numerator_only(n_in, n_out, rng):
    return normal(n_in, n_out, rng, np.sqrt(2) / n_in)


@misconception("he_init")
def factor_outside_the_root(n_in, n_out, rng):
    """A standard deviation is the root of a variance. Is every factor of the variance under your root?"""
    return normal(n_in, n_out, rng, 2 / np.sqrt(n_in))


@misconception("he_init", name="inverse-forgotten")
def he_inverse_forgotten(n_in, n_out, rng):
    """Should the weights be larger, or smaller, the more inputs there are?"""
    return normal(n_in, n_out, rng, np.sqrt(2 * n_in))


@misconception("he_init", name="inverse-forgotten")
def he_fraction_upside_down(n_in, n_out, rng):
    return normal(n_in, n_out, rng, np.sqrt(n_in / 2))


@misconception("he_init", name="fan-out")
def he_fan_out(n_in, n_out, rng):
    """A pre-activation is a sum. How many terms does it have, and what decides that?"""
    return normal(n_in, n_out, rng, np.sqrt(2 / n_out))


@misconception("he_init", name="fan-out")
def he_fan_out_variance_as_std(n_in, n_out, rng):
    return normal(n_in, n_out, rng, 2 / n_out)


@misconception("he_init", name="fan-out")
def he_fan_out_uniform(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(6 / n_out))


@misconception("he_init", name="glorot-average")
def he_glorot_average(n_in, n_out, rng):
    """Another rule uses both sizes of the layer. Is it the one from the lecture?"""
    return normal(n_in, n_out, rng, np.sqrt(2 / (n_in + n_out)))


@misconception("he_init", name="glorot-average")
def he_average_of_both(n_in, n_out, rng):
    return normal(n_in, n_out, rng, np.sqrt(4 / (n_in + n_out)))


@misconception("he_init", name="glorot-average")
def he_glorot_uniform(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(6 / (n_in + n_out)))


@misconception("he_init", name="xavier-he-swapped")
def he_without_its_factor(n_in, n_out, rng):
    """What does ReLU do to half of the pre-activations, and how does the rule make up for it?"""
    return normal(n_in, n_out, rng, np.sqrt(1 / n_in))


@misconception("he_init", name="no-scale")
def he_without_scale(n_in, n_out, rng):
    """What happens to the pre-activations when a layer has a thousand inputs?"""
    return normal(n_in, n_out, rng, 1)


@misconception("he_init", name="no-scale")
def he_without_inputs(n_in, n_out, rng):
    return normal(n_in, n_out, rng, np.sqrt(2))


@misconception("he_init", name="no-scale")
def he_without_inputs_or_root(n_in, n_out, rng):
    return normal(n_in, n_out, rng, 2)


@misconception("he_init", name="fixed-scale", scale=SCALES)
def he_fixed_scale(n_in, n_out, rng, scale):
    """Should a layer with ten inputs and one with a thousand get weights of the same size?"""
    return normal(n_in, n_out, rng, scale)


@misconception("he_init", name="uniform-not-normal")
def he_uniform(n_in, n_out, rng):
    """Plot a histogram of your weights. Does it have the shape that the rule asks for?"""
    return uniform(n_in, n_out, rng, np.sqrt(6 / n_in))


@misconception("he_init", name="uniform-not-normal")
def he_uniform_within_sd(n_in, n_out, rng):
    return uniform(n_in, n_out, rng, np.sqrt(2 / n_in))


@misconception("he_init", name="uniform-zero-one")
def he_uniform_zero_one(n_in, n_out, rng):
    """Plot a histogram of your weights. Where is its middle?"""
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)


@misconception("he_init", name="uniform-zero-one")
def he_uniform_zero_one_unscaled(n_in, n_out, rng):
    return rng.random((n_in, n_out))


@misconception("he_init", name="mean-not-zero")
def he_without_negative_weights(n_in, n_out, rng):
    """How many of your weights are negative, and how many positive? Plot a histogram."""
    return np.abs(normal(n_in, n_out, rng, np.sqrt(2 / n_in)))


@misconception("he_init", name="mean-not-zero")
def he_mean_one(n_in, n_out, rng):
    return rng.normal(1, np.sqrt(2 / n_in), size=(n_in, n_out))


@misconception("he_init")
def relu_applied(n_in, n_out, rng):
    """What is the rule about: the weights, or the outputs of the neurons? Plot a histogram of your weights."""
    return np.maximum(0, normal(n_in, n_out, rng, np.sqrt(2 / n_in)))


@misconception("he_init", name="same-for-every-unit")
def he_same_for_every_unit(n_in, n_out, rng):
    """If two neurons start with the same weights, what will ever make them different?"""
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), size=(n_in, 1)), n_out)


@misconception("he_init", name="same-for-every-unit")
def he_one_weight_for_all(n_in, n_out, rng):
    return np.full((n_in, n_out), rng.normal(0, np.sqrt(2 / n_in)))


@misconception("he_init", name="all-zeros")
def he_all_zeros(n_in, n_out, rng):
    """If all neurons start alike, what will ever make them different?"""
    return np.zeros((n_in, n_out))


@misconception("he_init", name="all-zeros")
def he_all_alike(n_in, n_out, rng):
    return np.full((n_in, n_out), np.sqrt(2 / n_in))
