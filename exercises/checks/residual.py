"""7. The same network with a skip connection."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.finite_differences import AGREEMENT, central_differences
from autograder.authoring.properties import arguments_unchanged

# z¹ = -1, 4: the first hidden neuron is off. The second one's weight decides the sign of z².
ONE_POINT = {"X": [[2.0, 1.0]], "Y": [[5.0]], "W1": [[-1.0, 1.0], [1.0, 2.0]]}

# z² = 1, 1.5, -2. Moving every input by 0.1 moves no z¹ by more than 0.3 and no z² by more than 0.45.
X = np.array([[1.0, 2.0], [2.0, -1.0], [-1.0, 1.0]])
Y = np.array([[-1.0], [4.5], [-0.5]])
W1 = np.array([[2.0, -1.0], [1.0, 1.0]])
W2 = np.array([[0.5], [-1.0]])


@check("residual_forward", points=0.5)
def both_signs():
    """Pre-activations of both signs

    Carries the points of the formula itself: who trips only over whole numbers, or changes an
    argument, keeps them.
    """
    yield Case(Z2=[[2.0, -3.0], [-0.25, 1.5]]).gives([[4.0, -3.0], [-0.25, 3.0]])
    yield Case(Z2=[[-1.0, 0.0, 0.5]]).gives([[-1.0, 0.0, 1.0]])


@check("residual_forward", points=0.25)
def of_integers():
    """An array of integers is welcome

    Integers lead to integers here, so little can go wrong: code that works for floats alone is
    found here.
    """
    yield Case(Z2=[[7], [-4], [1]]).gives([[14.0], [-4.0], [2.0]])


@check("residual_forward", points=0.25)
def pre_activations_left_as_they_were():
    """A new array comes back; Z2 is left as it was"""
    yield Case(Z2=[[3.0, -2.0]]).gives([[6.0, -2.0]]).satisfies(arguments_unchanged)


@check("residual_backward", points=0.5)
def two_paths_or_one():
    """Pre-activations and gradients of both signs"""
    yield Case(dG=[[3.0, -2.0, 5.0], [-0.5, 4.0, -6.0]], Z2=[[1.5, 2.0, -0.5], [-3.0, 0.25, -1.0]]).gives(
        [[6.0, -4.0, 5.0], [-0.5, 8.0, -6.0]]
    )


@check("residual_backward", points=0.25)
def at_the_kink():
    """At exactly z = 0 the ReLU may have any slope from 0 to 1"""
    yield Case(dG=[[2.0, -3.0, 5.0, -7.0]], Z2=[[0.0, 0.0, 1.0, -1.0]]).gives_between(
        [[2.0, -3.0, 10.0, -7.0]], [[4.0, -6.0, 10.0, -7.0]]
    )


@check("residual_backward", points=0.25)
def gradient_left_as_it_was():
    """Integers do not round the gradient; dG and Z2 are left as they were"""
    yield Case(dG=[[0.25], [-1.5]], Z2=[[3], [-2]]).gives([[0.5], [-1.5]]).satisfies(arguments_unchanged)


@check("residual_network_gradients", points=0.5)
def learns_where_the_relu_is_off():
    """z² < 0: thanks to the skip connection there is a gradient all the same

    The network that gets no gradient in a_dead_output of dead_relu, so that the two can be
    compared.
    """
    yield Case(**ONE_POINT, W2=[[3.0], [-0.5]]).gives(dW1=[[0.0, 14.0], [0.0, 7.0]], dW2=[[0.0], [-56.0]])


@check("residual_network_gradients", points=0.5)
def learns_where_the_relu_is_on():
    """z² > 0: one data point, and a batch with both signs, by hand

    To be followed by hand: central differences measure the same batch, with data that are hard to
    follow.
    """
    yield Case(**ONE_POINT, W2=[[3.0], [0.5]]).gives(dW1=[[0.0, -4.0], [0.0, -2.0]], dW2=[[0.0], [-16.0]])
    yield Case(X=X, Y=Y, W1=W1, W2=W2).gives(dW1=[[0.0, -5.0], [5.0, -7.0]], dW2=[[10.0], [2.0]])


@check("residual_network_gradients", points=0.75)
def agrees_with_central_differences(rng, linear_forward, relu_forward, residual_forward, training_error):
    """Central differences of the error give the same two gradients

    Shows a way to check any gradient: it measures the slope, and needs no formula for it.
    """
    moved = X + rng.uniform(-0.1, 0.1, size=X.shape)

    def error(W1=W1, W2=W2):
        A1 = relu_forward(linear_forward(moved, W1, np.zeros(2)))
        return training_error(residual_forward(linear_forward(A1, W2, np.zeros(1))), Y)

    yield (
        Case(X=moved, Y=Y, W1=W1, W2=W2)
        .gives(
            dW1=central_differences(lambda at: error(W1=at), W1), dW2=central_differences(lambda at: error(W2=at), W2)
        )
        .within(rtol=AGREEMENT)
    )


@check("residual_network_gradients", points=0.25)
def network_left_as_it_was():
    """Arrays of integers are welcome, and are left as they were"""
    yield (
        Case(X=[[2, 1]], Y=[[8.125]], W1=[[-1, 1], [1, 2]], W2=[[3], [1]])
        .gives(dW1=[[0.0, -1.0], [0.0, -0.5]], dW2=[[0.0], [-2.0]])
        .satisfies(arguments_unchanged)
    )
