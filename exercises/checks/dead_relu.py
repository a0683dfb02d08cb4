"""6. Dead ReLUs."""

import numpy as np
from _without_biases import large, pre_activations

from autograder.authoring import Case, assume, check, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import DERIVED, EXAMPLE, FORMULA, PARTIAL_CREDIT, SHAPE_HANDLING

# z¹ = -1, 4: the first hidden neuron is off. The second one's weight decides the sign of z².
ONE_POINT = {"X": [[2.0, 1.0]], "Y": [[5.0]], "W1": [[-1.0, 1.0], [1.0, 2.0]]}

# z² = 1, 1.5, -2: the output is off for the third data point.
THREE_POINTS = {
    "X": [[1.0, 2.0], [2.0, -1.0], [-1.0, 1.0]],
    "Y": [[-2.0], [3.0], [1.0]],
    "W1": [[2.0, -1.0], [1.0, 1.0]],
    "W2": [[0.5], [-1.0]],
}


@check("relu_network_gradients", points=0.5, purpose=PARTIAL_CREDIT)
def the_worked_example():
    """The lecture's example: its output is positive, so it stays the same"""
    yield Case(X=[[1.0]], Y=[[3.0]], W1=[[2.0, -1.0]], W2=[[1.0], [2.0]]).gives(dW1=[[-2.0, 0.0]], dW2=[[-4.0], [0.0]])


@check("relu_network_gradients", points=0.5, purpose=EXAMPLE)
def a_dead_hidden_neuron():
    """z² > 0, z¹ < 0 for one neuron: no gradient into it or out of it"""
    yield Case(**ONE_POINT, W2=[[3.0], [0.5]]).gives(dW1=[[0.0, -6.0], [0.0, -3.0]], dW2=[[0.0], [-24.0]])


@check("relu_network_gradients", points=0.5, purpose=EXAMPLE)
def a_dead_output():
    """z² < 0: no weight gets a gradient; with z² > 0 there is one again"""
    yield Case(**ONE_POINT, W2=[[3.0], [-0.5]]).gives(dW1=np.zeros((2, 2)), dW2=np.zeros((2, 1)))
    yield Case(**ONE_POINT, W2=[[3.0], [1.0]]).gives(dW1=[[0.0, -4.0], [0.0, -2.0]], dW2=[[0.0], [-8.0]])


@check("relu_network_gradients", points=0.5)
def a_batch_by_hand():
    """Three data points, for one of which the output is dead, by hand"""
    yield Case(**THREE_POINTS).gives(dW1=[[0.0, -2.0], [2.5, -4.0]], dW2=[[5.0], [2.0]])


@check("relu_network_gradients", points=0.5)
def network_left_as_it_was():
    """Arrays of integers work, and are not changed"""
    yield (
        Case(X=[[2, 1]], Y=[[4.75]], W1=[[-1, 1], [1, 2]], W2=[[3], [1]])
        .gives(dW1=[[0.0, -3.0], [0.0, -1.5]], dW2=[[0.0], [-6.0]])
        .satisfies(arguments_unchanged)
    )


@check("relu_network_gradients", points=0.125, purpose=DERIVED, varies=True)
def gradients_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from large(rng)


@gradient_of("relu_network_gradients")
def network(rng, linear_forward, relu_forward, training_error):
    """J is your training_error of G and Y, with G from your linear_forward and relu_forward, twice each."""
    X, Y, W1, W2 = (one_decimal(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), (4, 2)))

    def both(W1, W2):
        return pre_activations(linear_forward, relu_forward, X, W1, W2)

    assume(has_both_signs(*both(W1, W2)))

    def error(W1, W2):
        return training_error(relu_forward(both(W1, W2)[-1]), Y)

    yield Case(X=X, Y=Y, W1=W1, W2=W2), numerical_gradients(error, W1=W1, W2=W2)


@check("dead_neurons", points=0.5, purpose=FORMULA)
def dead_for_all_data_points():
    """Dead means off for every data point; off for some is not dead"""
    yield Case(Z=[[-1.0, 2.0, -3.0, -0.5], [-2.0, 1.0, 4.0, -0.1]]).gives([True, False, False, True])
    yield Case(Z=[[-1.0, 0.5], [2.0, -0.5], [-3.0, -1.5]]).gives([False, False])


@check("dead_neurons", points=0.25, purpose=SHAPE_HANDLING)
def batches_of_one():
    """A batch of one, and a layer of one neuron"""
    yield Case(Z=[[-1.0, 2.0, -0.01]]).gives([True, False, True])
    yield Case(Z=[[-2.0], [-0.5], [-1.0]]).gives([True])


@check("dead_neurons", points=0.25)
def pre_activations_left_as_they_were():
    """An array of integers works, and is not changed"""
    yield Case(Z=[[-1, 1, -1], [-2, -1, 3], [-1, 2, -4]]).gives([True, False, False]).satisfies(arguments_unchanged)
