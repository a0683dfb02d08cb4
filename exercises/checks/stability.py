"""8. Vanishing and exploding gradients."""

from itertools import pairwise

import numpy as np
from _generators import DECIDES, one_twice_and_another

from autograder.authoring import Case, check
from autograder.authoring.case import PlainList
from autograder.authoring.distribution import normal, normal_each
from autograder.authoring.inputs import generator
from autograder.authoring.properties import all_zero, arguments_unchanged
from autograder.authoring.purpose import FORMULA, PARTIAL_CREDIT, SHAPE_HANDLING

GUARDED = 1e-5  # τ ∇ / (‖∇‖ + 1e-6), guarded against a division by 0, clips as well as τ ∇ / ‖∇‖ does


@check("gradient_norms", points=0.5, purpose=FORMULA)
def of_three_layers():
    """The norms of three layers of different shapes, in their order"""
    yield Case(dWs=[np.array([[3.0, 0.0], [0.0, -4.0]]), np.array([[1.0], [-2.0], [2.0]]), np.array([[-0.5]])]).gives(
        [5.0, 3.0, 0.5]
    )


@check("gradient_norms", points=0.25, purpose=SHAPE_HANDLING)
def of_one_layer():
    """One layer gives one norm; a zero gradient has the norm 0"""
    yield Case(dWs=[np.array([[1, 1, 1], [1, 1, 2]])]).gives([3.0])
    yield Case(dWs=[np.zeros((2, 3)), np.array([[6.0, 8.0]])]).gives([0.0, 10.0])


@check("gradient_norms", points=0.25)
def gradients_left_as_they_were():
    """The list of gradients is not changed"""
    yield (
        Case(dWs=[np.array([[5.0, -12.0]]), np.array([[-8.0], [15.0]])])
        .gives([13.0, 17.0])
        .satisfies(arguments_unchanged)
    )


@check("clip_by_norm", points=0.25)
def a_short_gradient_is_left_alone():
    """‖∇‖ < τ: the gradient comes back unchanged"""
    yield Case(gradient=[3.0, -4.0], max_norm=10.0).gives([3.0, -4.0])
    yield Case(gradient=[[0.3, 0.4]], max_norm=0.6).gives([[0.3, 0.4]])


@check("clip_by_norm", points=0.25)
def a_long_gradient_is_shortened():
    """‖∇‖ > τ: the direction stays, the length becomes τ"""
    yield Case(gradient=[6.0, -8.0], max_norm=2.0).gives([1.2, -1.6]).within(rtol=GUARDED)
    yield (Case(gradient=[[1.0, -2.0], [4.0, 2.0]], max_norm=2.5).gives([[0.5, -1.0], [2.0, 1.0]]).within(rtol=GUARDED))


@check("clip_by_norm", points=0.25)
def a_zero_gradient_stays_zero():
    """A zero gradient stays zero, never NaN; a tiny one stays as it is"""
    yield Case(gradient=[[0.0, 0.0, 0.0]], max_norm=2.0).gives(np.zeros((1, 3)))
    yield Case(gradient=[[0.0, -1e-9, 0.0]], max_norm=2.0).gives([[0.0, -1e-9, 0.0]])


@check("clip_by_norm", points=0.25)
def gradient_left_as_it_was():
    """A gradient of integers works, and is not changed"""
    yield Case(gradient=[3.0, 4.0], max_norm=2.0).gives([1.2, 1.6]).within(rtol=GUARDED).satisfies(arguments_unchanged)
    yield Case(gradient=[3, 4], max_norm=1.0).gives([0.6, 0.8]).within(rtol=GUARDED).satisfies(arguments_unchanged)


@check("clip_by_global_norm", points=0.25)
def short_together():
    """The norm of all is below τ: every gradient comes back unchanged"""
    yield Case(gradients=[np.array([[2.0, -1.0]]), np.array([2.0])], max_norm=3.5).gives(
        [np.array([[2.0, -1.0]]), np.array([2.0])]
    )
    yield Case(gradients=[np.zeros((2, 2)), np.zeros(2)], max_norm=1.0).gives([np.zeros((2, 2)), np.zeros(2)])


@check("clip_by_global_norm", points=0.25, purpose=PARTIAL_CREDIT)
def long_together():
    """The norm of all is above τ: one factor for all gradients"""
    yield (
        Case(gradients=[np.array([[2.0, -4.0]]), np.array([4.0])], max_norm=3.0)
        .gives([np.array([[1.0, -2.0]]), np.array([2.0])])
        .within(rtol=GUARDED)
    )


@check("clip_by_global_norm", points=0.25)
def each_short_by_itself():
    """Each is shorter than τ by itself, and all together are longer"""
    yield (
        Case(gradients=[np.array([6.0, 0.0]), np.array([[0.0], [8.0]])], max_norm=9.0)
        .gives([np.array([5.4, 0.0]), np.array([[0.0], [7.2]])])
        .within(rtol=GUARDED)
    )


@check("clip_by_global_norm", points=0.25)
def gradients_of_all_left_as_they_were():
    """The list, and the arrays in it, are not changed"""
    yield (
        Case(gradients=[np.array([3.0]), np.array([4, 0])], max_norm=1.0)
        .gives([np.array([0.6]), np.array([0.8, 0.0])])
        .within(rtol=GUARDED)
        .satisfies(arguments_unchanged)
    )


@check("xavier_init", points=0.25)
def xavier_follows_the_generator(rng):
    """The numbers come from the rng passed in, and are spread as they should be"""
    for given in one_twice_and_another(rng):
        yield Case(n_in=3, n_out=1000, rng=given).shaped((3, 1000)).satisfies(normal(sd=(1 / 3) ** 0.5))
    yield DECIDES


@check("xavier_init", points=0.25, purpose=FORMULA)
def xavier_spread(rng):
    """7 × 1500 weights: a bell curve around 0 with variance 1 / n_in"""
    yield Case(n_in=7, n_out=1500, rng=generator(rng)).shaped((7, 1500)).satisfies(normal(sd=(1 / 7) ** 0.5))


@check("he_init", points=0.25)
def he_follows_the_generator(rng):
    """The numbers come from the rng passed in, and are spread as they should be"""
    for given in one_twice_and_another(rng):
        yield Case(n_in=3, n_out=1000, rng=given).shaped((3, 1000)).satisfies(normal(sd=(2 / 3) ** 0.5))
    yield DECIDES


@check("he_init", points=0.25, purpose=FORMULA)
def he_spread(rng):
    """7 × 1500 weights: a bell curve around 0 with variance 2 / n_in"""
    yield Case(n_in=7, n_out=1500, rng=generator(rng)).shaped((7, 1500)).satisfies(normal(sd=(2 / 7) ** 0.5))


def network(rng, *sizes, sds):
    """A network of these sizes, whose weights are drawn with these standard deviations."""
    shapes = list(pairwise(sizes))
    return (
        Case(sizes=PlainList(sizes), rng=rng)
        .shaped(Ws=shapes, bs=[(n_out,) for n_out in sizes[1:]])
        .satisfies(normal_each("Ws", sds), all_zero("bs"))
    )


@check("initialize_network", points=0.5)
def a_network_of_three_layers(rng):
    """Three layers: He weights, He weights, Xavier weights; the biases are 0; the rng passed in decides"""
    for given in one_twice_and_another(rng):
        yield network(given, 5, 300, 40, 30, sds=[(2 / 5) ** 0.5, (2 / 300) ** 0.5, (1 / 40) ** 0.5])
    yield DECIDES


@check("initialize_network", points=0.5)
def a_network_of_one_layer(rng):
    """A single layer is the last one: Xavier weights"""
    yield network(generator(rng), 7, 1500, sds=[(1 / 7) ** 0.5]).satisfies(arguments_unchanged)


@check("activation_spreads", points=0.5, purpose=FORMULA)
def of_two_layers():
    """Two layers, by hand: activations 2, 0, 2, 0 and then 2, -4, 2, -4"""
    yield Case(
        X=[[1.0, 1.0], [3.0, -1.0]],
        Ws=[np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([[1.0, -2.0], [5.0, 7.0]])],
    ).gives([1.0, 3.0])


@check("activation_spreads", points=0.25)
def of_a_single_layer():
    """One layer: no hidden layer, so no ReLU"""
    yield Case(X=[[1.0], [7.0]], Ws=[np.array([[1.0, -1.0]])]).gives([5.0])


@check("activation_spreads", points=0.25)
def spreads_leave_all_as_it_was():
    """Arrays of integers work; the batch and the weights are not changed"""
    yield (
        Case(X=[[1, 1], [3, -1]], Ws=[np.array([[1, -1], [1, 0]]), np.array([[1, -2], [5, 7]])])
        .gives([1.0, 3.0])
        .satisfies(arguments_unchanged)
    )
