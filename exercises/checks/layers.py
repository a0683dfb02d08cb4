"""3. The building blocks, forward and backward."""

import numpy as np

from autograder.authoring import Case, assume, check, gradient_of, numerical_gradients
from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero, has_both_signs, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import (
    DERIVED,
    EXAMPLE,
    FORMULA,
    MEASURED,
    NUMBER_TYPES,
    PARTIAL_CREDIT,
    SHAPE_HANDLING,
)

INPUTS = np.array([[1.0, 2.0], [-3.0, 0.5], [0.0, -1.0]])
WEIGHTS = np.array([[2.0, 0.0, -1.0, 3.0], [-1.0, 4.0, 0.5, 1.0]])
BIASES = np.array([1.0, -2.0, 0.5, 0.0])


def pair(rng, shape, *names):
    """Arrays of one shape by these names."""
    return {name: away_from_zero(rng, shape) for name in names}


@check("linear_forward", points=0.5, purpose=FORMULA)
def a_batch_of_three():
    """Three data points, two inputs, four neurons"""
    yield Case(X=INPUTS, W=WEIGHTS, b=BIASES).gives(
        [[1.0, 6.0, 0.5, 5.0], [-5.5, 0.0, 3.75, -8.5], [2.0, -6.0, 0.0, -1.0]]
    )


@check("linear_forward", points=0.25, purpose=SHAPE_HANDLING)
def batches_of_one():
    """A single data point is a batch too; arrays of integers work"""
    yield Case(X=[[2.0, -1.0]], W=[[0.5], [3.0]], b=[1.25]).gives([[-0.75]])
    yield Case(X=[[2, -1]], W=[[1, 3], [4, -2]], b=[0.5, -0.5]).gives([[-1.5, 7.5]])


@check("linear_forward", points=0.25)
def layer_left_as_it_was():
    """The inputs, the weights and the biases are not changed"""
    yield Case(X=[[1.0], [2.0]], W=[[3.0]], b=[0.5]).gives([[3.5], [6.5]]).satisfies(arguments_unchanged)


@check("linear_backward", points=1, purpose=FORMULA)
def a_batch_by_hand():
    """Two data points, three inputs, two neurons, by hand"""
    yield Case(
        dZ=[[1.0, -2.0], [3.0, 0.5]],
        X=[[2.0, -1.0, 0.0], [4.0, 1.0, -2.0]],
        W=[[1.0, 2.0], [-3.0, 0.0], [0.5, 4.0]],
    ).gives(
        dX=[[-3.0, -3.0, -7.5], [4.0, -9.0, 3.5]],
        dW=[[14.0, -2.0], [2.0, 2.5], [-6.0, -1.0]],
        db=[4.0, -1.5],
    )


@check("linear_backward", points=0.5)
def as_many_data_points_as_neurons():
    """Two data points, inputs and neurons: here a transpose fits as well"""
    yield Case(dZ=[[1.0, 2.0], [-3.0, 0.5]], X=[[2, -1], [4, 3]], W=[[1, -2], [3, 5]]).gives(
        dX=[[-3.0, 13.0], [-4.0, -6.5]],
        dW=[[-10.0, 6.0], [-10.0, -0.5]],
        db=[-2.0, 2.5],
    )


@gradient_of("linear_backward", points=1)
def agrees_with_central_differences(rng, linear_forward):
    """Central differences of the forward pass give the same three gradients

    J is the sum of dZ * Z, with Z from your linear_forward: then dJ/dZ is dZ.
    """
    dZ, X, W, b = (one_decimal(rng, shape) for shape in ((3, 2), (3, 4), (4, 2), 2))

    def error(X, W, b):
        return np.sum(dZ * linear_forward(X, W, b))

    yield Case(dZ=dZ, X=X, W=W), numerical_gradients(error, X=X, W=W, b=b)


@check("linear_backward", points=0.5)
def what_came_in_is_left_as_it_was():
    """New arrays come back; dZ, X and W are not changed"""
    yield (
        Case(dZ=[[2.0, -1.0]], X=[[3.0, 0.5]], W=[[1.0, 4.0], [-2.0, 0.0]])
        .gives(dX=[[-2.0, -4.0]], dW=[[6.0, -3.0], [1.0, -0.5]], db=[2.0, -1.0])
        .satisfies(arguments_unchanged)
    )


@check("linear_backward", points=0.125, purpose=DERIVED, varies=True)
def linear_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(
        lambda n, d, o: {
            "dZ": away_from_zero(rng, (n, o)),
            "X": away_from_zero(rng, (n, d)),
            "W": away_from_zero(rng, (d, o)),
        },
        shapes=lambda dZ, X, W: {"dX": X.shape, "dW": W.shape, "db": W.shape[1:]},
    )


@check("relu_forward", points=0.25, purpose=FORMULA)
def both_signs():
    """Numbers of both signs, and of one alone"""
    yield Case(Z=[[2.0, -1.0]]).gives([[2.0, 0.0]])
    yield Case(Z=[[1.5, -0.5, 0.0], [-3.0, 4.0, 0.25]]).gives([[1.5, 0.0, 0.0], [0.0, 4.0, 0.25]])
    yield Case(Z=[[-2.0, -0.5]]).gives([[0.0, 0.0]])
    yield Case(Z=[[0.5, 3.0]]).gives([[0.5, 3.0]])


@check("relu_forward", points=0.125, purpose=NUMBER_TYPES)
def of_integers():
    """An array of integers works"""
    yield Case(Z=[[-7, 3], [5, -1], [0, 2]]).gives([[0.0, 3.0], [5.0, 0.0], [0.0, 2.0]])


@check("relu_forward", points=0.125)
def pre_activations_left_as_they_were():
    """A new array comes back; Z is not changed"""
    yield Case(Z=[[-2.0], [0.5]]).gives([[0.0], [0.5]]).satisfies(arguments_unchanged)


@check("relu_backward", points=1, purpose=FORMULA)
def units_on_and_off():
    """Neurons that are on and off, gradients of both signs"""
    yield Case(
        dA=[[3.0, -2.0, 5.0], [-0.5, 4.0, -6.0]],
        Z=[[1.5, 2.0, -0.5], [-3.0, 0.25, -1.0]],
    ).gives([[3.0, -2.0, 0.0], [0.0, 4.0, 0.0]])
    yield Case(dA=[[3.0, -2.0]], Z=[[-0.5, -1.0]]).gives([[0.0, 0.0]])
    yield Case(dA=[[3.0, -2.0]], Z=[[0.5, 1.0]]).gives([[3.0, -2.0]])


@check("relu_backward", points=0.25)
def at_the_kink():
    """At exactly z = 0 any slope from 0 to 1 will do"""
    yield Case(dA=[[2.0, -3.0, 5.0, -7.0]], Z=[[0.0, 0.0, 1.0, -1.0]]).gives_between(
        [[0.0, 0.0, 5.0, 0.0]], [[2.0, -3.0, 5.0, 0.0]]
    )


@check("relu_backward", points=0.25)
def integers_with_a_gradient():
    """Pre-activations that are integers do not round the gradient"""
    yield Case(dA=[[0.75, 2.5], [-0.25, 1.5]], Z=[[3, -1], [2, 4]]).gives([[0.75, 0.0], [-0.25, 1.5]])


@check("relu_backward", points=0.5)
def gradient_left_as_it_was():
    """A new array comes back; dA and Z are not changed"""
    yield Case(dA=[[4.0, -2.0]], Z=[[-1.0, 3.0]]).gives([[0.0, -2.0]]).satisfies(arguments_unchanged)


@check("relu_backward", points=0.125, purpose=DERIVED, varies=True)
def relu_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(lambda _, *shape: pair(rng, shape, "dA", "Z"), shapes=lambda dA, Z: Z.shape, square=True)


@gradient_of("relu_backward")
def relu(rng, relu_forward):
    """J is the sum of dA * A, with A from your relu_forward: then dJ/dA is dA."""
    dA, Z = one_decimal(rng, (2, 3)), one_decimal(rng, (2, 3))
    assume(has_both_signs(dA[Z > 0], dA[Z < 0]) and any(map(has_both_signs, Z.T)))
    yield Case(dA=dA, Z=Z), numerical_gradients(lambda Z: np.sum(dA * relu_forward(Z)), Z=Z)


@check("squared_loss_backward", points=0.5, purpose=PARTIAL_CREDIT)
def a_batch_with_a_mean():
    """The lecture's example, -2, and a batch of four"""
    yield Case(G=[[2.0]], Y=[[3.0]]).gives([[-2.0]])
    yield Case(G=[[1.0], [5.0], [-2.0], [0.5]], Y=[[0.0], [2.0], [1.0], [0.5]]).gives([[0.5], [1.5], [-1.5], [0.0]])


@check("squared_loss_backward", points=0.25, purpose=EXAMPLE)
def several_outputs():
    """Several outputs: the mean is over the data points only"""
    yield Case(G=[[1.0, 0.0, 2.0], [3.0, -1.0, 0.5]], Y=[[0.0, 2.0, 2.0], [0.0, 1.0, 4.5]]).gives(
        [[1.0, -2.0, 0.0], [3.0, -2.0, -4.0]]
    )


@gradient_of("squared_loss_backward", points=0.5)
def agrees_with_central_differences_of_the_error(rng, training_error):
    """Central differences of the error give the same gradient

    J is your training_error of G and Y.
    """
    G, Y = one_decimal(rng, (3, 4)), one_decimal(rng, (3, 4))  # neither of them is the 2 of the square
    yield Case(G=G, Y=Y), numerical_gradients(lambda G: training_error(G, Y), G=G)


@check("squared_loss_backward", points=0.25)
def outputs_left_as_they_were():
    """Arrays of integers work, and are not changed"""
    yield (
        Case(G=[[3], [0], [1], [2]], Y=[[2], [3], [1], [7]])
        .gives([[0.5], [-1.5], [0.0], [-2.5]])
        .satisfies(arguments_unchanged)
    )


@check("squared_loss_backward", points=0.125, purpose=DERIVED, varies=True)
def loss_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(lambda _, *shape: pair(rng, shape, "G", "Y"), shapes=lambda G, Y: G.shape, square=True)
