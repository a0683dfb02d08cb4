"""How finding dead neurons goes wrong."""

import numpy as np

from autograder.authoring import misconception


@misconception("dead_neurons", name="any-for-all")
def dead_for_any(Z):
    """Is a neuron dead when it is off for one data point, or only when it is off for all of them?"""
    return (Z < 0).any(axis=0)


@misconception("dead_neurons")
def wrong_axis(Z):
    """Which axis of Z counts the neurons, and which the data points?"""
    return (Z < 0).all(axis=1)


@misconception("dead_neurons", name="wrong-axis")
def wrong_axis_if_it_fits(Z):
    return (Z < 0).all(axis=1 if len(Z) == len(Z.T) else 0)


@misconception("dead_neurons", name="wrong-axis")
def wrong_axis_and_any(Z):
    return (Z < 0).any(axis=1)


@misconception("dead_neurons", name="mask-inverted")
def units_that_live(Z):
    """Do you mark the dead neurons, or those that are alive?"""
    return (Z > 0).any(axis=0)


@misconception("dead_neurons", name="mask-inverted")
def always_on(Z):
    return (Z > 0).all(axis=0)


@misconception("dead_neurons")
def by_gradient(Z):
    """What makes a neuron dead, and what else makes a number 0?"""
    return (Z == 0).all(axis=0)


@misconception("dead_neurons")
def negative_on_average(Z):
    """If a neuron is off for most data points but on for a few, is it dead?"""
    return Z.mean(axis=0) < 0


@misconception("dead_neurons", name="negative-on-average", share=(0.5, 0.9, 0.95, 0.99))
def mostly_negative(Z, share):
    return (Z < 0).mean(axis=0) >= share


@misconception("dead_neurons", name="wrong-shape")
def one_for_the_layer(Z):
    """For how many neurons should you answer, and how many answers do you give?"""
    return (Z < 0).all()


@misconception("dead_neurons", name="wrong-shape")
def indices_not_mask(Z):
    return np.flatnonzero((Z < 0).all(axis=0))


@misconception("dead_neurons", name="wrong-shape")
def one_for_each_number(Z):
    return Z < 0
