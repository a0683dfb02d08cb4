"""2. Stochastic gradient descent on one neuron."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.finite_differences import AGREEMENT, central_differences
from autograder.authoring.properties import arguments_unchanged


@check("squared_loss", points=0.25)
def of_the_worked_example():
    """The lecture's example: g = 2 and y = 3 lose 1

    The lecture's example, to be followed by hand first: the next check finds all that it finds, and
    more.
    """
    yield Case(g=2.0, y=3.0).gives(1.0)
    yield Case(g=3.0, y=3.0).gives(0.0)


@check("squared_loss", points=0.25)
def above_and_below():
    """Errors of other sizes, above the target and below it"""
    yield Case(g=1.0, y=-2.5).gives(12.25)
    yield Case(g=-2, y=3).gives(25.0)


@check("linear_neuron_gradient", points=0.5)
def outputs_too_big_and_too_small():
    """Outputs too big, too small and just right, by hand

    Carries the points of the formula itself: who trips only over whole numbers, or changes an
    argument, keeps them.
    """
    yield Case(w=[2.0, -1.0, 0.5], x=[3.0, -2.0, 4.0], y=7.0).gives([18.0, -12.0, 24.0])
    yield Case(w=[2.0, -1.0, 0.5], x=[-3.0, 0.0, 2.0], y=-2.0).gives([18.0, 0.0, -12.0])
    yield Case(w=[2.0, -1.0], x=[1.5, 2.0], y=1.0).gives([0.0, 0.0])


@check("linear_neuron_gradient", points=0.25)
def of_integers():
    """Arrays of integers, with a target that is none"""
    yield Case(w=[1, 2], x=[3, -1], y=0.25).gives([4.5, -1.5])


@check("linear_neuron_gradient", points=0.25)
def leaves_the_neuron_as_it_was():
    """The weights and the input are left as they were"""
    yield Case(w=[0.5], x=[-4.0], y=1.0).gives([24.0]).satisfies(arguments_unchanged)


@check("relu_neuron_gradient", points=0.5)
def while_the_neuron_is_on():
    """A neuron that is on, whatever the signs of its weights and inputs

    Who goes wrong only where the neuron is off keeps these points.
    """
    yield Case(w=[2.0, -1.0, 0.5], x=[3.0, -2.0, 4.0], y=7.0).gives([18.0, -12.0, 24.0])
    yield Case(w=[-2.0, -1.0], x=[-1.5, 1.0], y=5.0).gives([9.0, -6.0])


@check("relu_neuron_gradient", points=0.25)
def while_the_neuron_is_off():
    """A neuron that is off gets no gradient; the opposite input turns it on

    The other side, to be followed by hand: central differences ask the same, on numbers that are
    hard to follow.
    """
    yield Case(w=[2.0, 1.0, 0.5], x=[-3.0, 1.0, 4.0], y=7.0).gives([0.0, 0.0, 0.0])
    yield Case(w=[2.0, 1.0, 0.5], x=[3.0, -1.0, -4.0], y=7.0).gives([-24.0, 8.0, 32.0])
    yield Case(w=[-2.0, 1.0], x=[1.5, 2.0], y=-4.0).gives([0.0, 0.0])


@check("relu_neuron_gradient", points=0.5)
def agrees_with_central_differences(rng, squared_loss):
    """Central differences of the loss give the same gradient, on and off

    Shows a way to check any gradient: it measures the slope, and needs no formula for it.
    """
    for z in (1.5, -1.5, 0.5):
        x = rng.normal(size=3)
        w = rng.normal(size=3)
        w += (z - w @ x) * x / (x @ x)  # now wᵀx = z, off the kink
        slopes = central_differences(lambda at, x=x: squared_loss(max(0.0, float(at @ x)), 0.75), w)
        yield Case(w=w, x=x, y=0.75).gives(slopes).within(rtol=AGREEMENT)


@check("relu_neuron_gradient", points=0.25)
def leaves_the_relu_neuron_as_it_was():
    """Arrays of integers are welcome, and are left as they were"""
    yield Case(w=[1, 2], x=[3, -1], y=0.25).gives([4.5, -1.5]).satisfies(arguments_unchanged)
    yield Case(w=[1, 2], x=[3, -2], y=0.25).gives([0.0, 0.0]).satisfies(arguments_unchanged)


@check("sgd_step", points=0.5)
def goes_downhill():
    """The step goes downhill, as far as the learning rate says

    Carries the points of the formula itself: who trips only over whole numbers, or changes an
    argument, keeps them.
    """
    yield Case(w=[1.0, -2.0, 3.0], gradient=[4.0, 2.0, -1.0], learning_rate=0.5).gives([-1.0, -3.0, 3.5])
    yield Case(w=[[1.0, 2.0]], gradient=[[10.0, -20.0]], learning_rate=0.05).gives([[0.5, 3.0]])


@check("sgd_step", points=0.25)
def from_integers():
    """From an array of integers to weights that are none"""
    yield Case(w=[1, -2], gradient=[3, 1], learning_rate=0.25).gives([0.25, -2.25])


@check("sgd_step", points=0.25)
def leaves_the_weights_as_they_were():
    """A new array comes back; the old weights are left as they were"""
    yield Case(w=[1.0, -2.0], gradient=[-3.0, 0.5], learning_rate=2.0).gives([7.0, -3.0]).satisfies(arguments_unchanged)
