"""7. The same network with a skip connection."""

import numpy as np
from _without_biases import large, pre_activations

from autograder.authoring import Case, assume, check, gradient_of, numerical_gradients
from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero, has_both_signs, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import DERIVED, EXAMPLE, FORMULA, MEASURED, NUMBER_TYPES

# z¹ = -1, 4: the first hidden neuron is off. The second one's weight decides the sign of z².
ONE_POINT = {"X": [[2.0, 1.0]], "Y": [[5.0]], "W1": [[-1.0, 1.0], [1.0, 2.0]]}

# z² = 1, 1.5, -2. Moving every input by 0.1 moves no z¹ by more than 0.3 and no z² by more than 0.45.
X = np.array([[1.0, 2.0], [2.0, -1.0], [-1.0, 1.0]])
Y = np.array([[-1.0], [4.5], [-0.5]])
W1 = np.array([[2.0, -1.0], [1.0, 1.0]])
W2 = np.array([[0.5], [-1.0]])


@check("residual_forward", points=0.25, purpose=FORMULA)
def both_signs():
    """Pre-activations of both signs"""
    yield Case(Z2=[[2.0, -3.0], [-0.25, 1.5]]).gives([[4.0, -3.0], [-0.25, 3.0]])
    yield Case(Z2=[[-1.0, 0.0, 0.5]]).gives([[-1.0, 0.0, 1.0]])
    yield Case(Z2=[[-1.0, -2.0]]).gives([[-1.0, -2.0]])
    yield Case(Z2=[[3.0, 0.5]]).gives([[6.0, 1.0]])


@check("residual_forward", points=0.125, purpose=NUMBER_TYPES)
def of_integers():
    """An array of integers works"""
    yield Case(Z2=[[7], [-4], [1]]).gives([[14.0], [-4.0], [2.0]])


@check("residual_forward", points=0.125)
def pre_activations_left_as_they_were():
    """A new array comes back; Z2 is not changed"""
    yield Case(Z2=[[3.0, -2.0]]).gives([[6.0, -2.0]]).satisfies(arguments_unchanged)


@check("residual_backward", points=0.5, purpose=EXAMPLE)
def two_paths_or_one():
    """Pre-activations and gradients of both signs"""
    yield Case(dG=[[3.0, -2.0, 5.0], [-0.5, 4.0, -6.0]], Z2=[[1.5, 2.0, -0.5], [-3.0, 0.25, -1.0]]).gives(
        [[6.0, -4.0, 5.0], [-0.5, 8.0, -6.0]]
    )
    yield Case(dG=[[3.0, -2.0]], Z2=[[-0.5, -1.0]]).gives([[3.0, -2.0]])
    yield Case(dG=[[3.0, -2.0]], Z2=[[0.5, 1.0]]).gives([[6.0, -4.0]])


@check("residual_backward", points=0.25)
def at_the_kink():
    """At exactly z = 0 the ReLU may have any slope from 0 to 1"""
    yield Case(dG=[[2.0, -3.0, 5.0, -7.0]], Z2=[[0.0, 0.0, 1.0, -1.0]]).gives_between(
        [[2.0, -3.0, 10.0, -7.0]], [[4.0, -6.0, 10.0, -7.0]]
    )


@check("residual_backward", points=0.25)
def gradient_left_as_it_was():
    """Integers do not round the gradient; dG and Z2 are not changed"""
    yield Case(dG=[[0.25], [-1.5]], Z2=[[3], [-2]]).gives([[0.5], [-1.5]]).satisfies(arguments_unchanged)


@check("residual_backward", points=0.125, purpose=DERIVED, varies=True)
def backward_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(
        lambda _, *shape: {"dG": away_from_zero(rng, shape), "Z2": away_from_zero(rng, shape)},
        shapes=lambda dG, Z2: Z2.shape,
        square=True,
    )


@gradient_of("residual_backward")
def residual(rng, residual_forward):
    """J is the sum of dG * G, with G from your residual_forward: then dJ/dG is dG."""
    dG, Z2 = one_decimal(rng, (2, 3)), one_decimal(rng, (2, 3))
    assume(has_both_signs(Z2, dG[Z2 > 0], dG[Z2 < 0]))
    yield Case(dG=dG, Z2=Z2), numerical_gradients(lambda Z2: np.sum(dG * residual_forward(Z2)), Z2=Z2)


@check(
    "residual_network_gradients",
    points=0.5,
    purpose="The network of a_dead_output in dead_relu, so that the two can be compared.",
)
def learns_where_the_relu_is_off():
    """z² < 0: thanks to the skip connection there is a gradient all the same"""
    yield Case(**ONE_POINT, W2=[[3.0], [-0.5]]).gives(dW1=[[0.0, 14.0], [0.0, 7.0]], dW2=[[0.0], [-56.0]])


@check("residual_network_gradients", points=0.5, purpose=EXAMPLE)
def learns_where_the_relu_is_on():
    """z² > 0: one data point, and a batch with both signs, by hand"""
    yield Case(**ONE_POINT, W2=[[3.0], [0.5]]).gives(dW1=[[0.0, -4.0], [0.0, -2.0]], dW2=[[0.0], [-16.0]])
    yield Case(X=X, Y=Y, W1=W1, W2=W2).gives(dW1=[[0.0, -5.0], [5.0, -7.0]], dW2=[[10.0], [2.0]])


@gradient_of("residual_network_gradients", points=0.75)
def agrees_with_central_differences(rng, linear_forward, relu_forward, residual_forward, training_error):
    """Central differences of the error give the same two gradients

    J is your training_error of G and Y, with G from your linear_forward, relu_forward and residual_forward.
    """
    X, Y, W1, W2 = (one_decimal(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), (4, 2)))

    def both(W1, W2):
        return pre_activations(linear_forward, relu_forward, X, W1, W2)

    assume(has_both_signs(*both(W1, W2)))

    def error(W1, W2):
        return training_error(residual_forward(both(W1, W2)[-1]), Y)

    yield Case(X=X, Y=Y, W1=W1, W2=W2), numerical_gradients(error, W1=W1, W2=W2)


@check("residual_network_gradients", points=0.25)
def network_left_as_it_was():
    """Arrays of integers work, and are not changed"""
    yield (
        Case(X=[[2, 1]], Y=[[8.125]], W1=[[-1, 1], [1, 2]], W2=[[3], [1]])
        .gives(dW1=[[0.0, -1.0], [0.0, -0.5]], dW2=[[0.0], [-2.0]])
        .satisfies(arguments_unchanged)
    )


@check("residual_network_gradients", points=0.125, purpose=DERIVED, varies=True)
def gradients_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from large(rng)
