"""6. Dead ReLUs."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.properties import arguments_unchanged

# z¹ = -1, 4: the first hidden neuron is off. The second one's weight decides the sign of z².
ONE_POINT = {"X": [[2.0, 1.0]], "Y": [[5.0]], "W1": [[-1.0, 1.0], [1.0, 2.0]]}

# z² = 1, 1.5, -2: the output is off for the third data point.
THREE_POINTS = {
    "X": [[1.0, 2.0], [2.0, -1.0], [-1.0, 1.0]],
    "Y": [[-2.0], [3.0], [1.0]],
    "W1": [[2.0, -1.0], [1.0, 1.0]],
    "W2": [[0.5], [-1.0]],
}


@check("relu_network_gradients", points=0.5)
def the_worked_example():
    """The lecture's example: its output is positive, so it stays the same

    To begin with, what the ReLU at the output leaves as it was: who goes wrong only where it is off
    keeps these points.
    """
    yield Case(X=[[1.0]], Y=[[3.0]], W1=[[2.0, -1.0]], W2=[[1.0], [2.0]]).gives(dW1=[[-2.0, 0.0]], dW2=[[-4.0], [0.0]])


@check("relu_network_gradients", points=0.5)
def a_dead_hidden_neuron():
    """z² > 0, z¹ < 0 for one neuron: no gradient into it or out of it

    Differs from the next check in the last weight alone, so that the two can be compared: a dead
    hidden neuron, and a dead output besides.
    """
    yield Case(**ONE_POINT, W2=[[3.0], [0.5]]).gives(dW1=[[0.0, -6.0], [0.0, -3.0]], dW2=[[0.0], [-24.0]])


@check("relu_network_gradients", points=0.5)
def a_dead_output():
    """z² < 0: no weight gets a gradient; with z² > 0 there is one again

    By itself, to be followed by hand: in the batch below, a dead output stands among outputs that
    are on.
    """
    yield Case(**ONE_POINT, W2=[[3.0], [-0.5]]).gives(dW1=np.zeros((2, 2)), dW2=np.zeros((2, 1)))
    yield Case(**ONE_POINT, W2=[[3.0], [1.0]]).gives(dW1=[[0.0, -4.0], [0.0, -2.0]], dW2=[[0.0], [-8.0]])


@check("relu_network_gradients", points=0.5)
def a_batch_by_hand():
    """Three data points, for one of which the output is dead, by hand"""
    yield Case(**THREE_POINTS).gives(dW1=[[0.0, -2.0], [2.5, -4.0]], dW2=[[5.0], [2.0]])


@check("relu_network_gradients", points=0.5)
def network_left_as_it_was():
    """Arrays of integers are welcome, and are left as they were"""
    yield (
        Case(X=[[2, 1]], Y=[[4.75]], W1=[[-1, 1], [1, 2]], W2=[[3], [1]])
        .gives(dW1=[[0.0, -3.0], [0.0, -1.5]], dW2=[[0.0], [-6.0]])
        .satisfies(arguments_unchanged)
    )


@check("dead_neurons", points=0.5)
def dead_for_all_data_points():
    """Dead means off for every data point; off for some is not dead

    Carries the points of the answer itself: who goes wrong only with a batch or a layer of one, or
    changes an argument, keeps them.
    """
    yield Case(Z=[[-1.0, 2.0, -3.0, -0.5], [-2.0, 1.0, 4.0, -0.1]]).gives([True, False, False, True])
    yield Case(Z=[[-1.0, 0.5], [2.0, -0.5], [-3.0, -1.5]]).gives([False, False])


@check("dead_neurons", points=0.25)
def batches_of_one():
    """A batch of one, and a layer of one neuron

    Who drops axes of length 1 is found here alone.
    """
    yield Case(Z=[[-1.0, 2.0, -0.01]]).gives([True, False, True])
    yield Case(Z=[[-2.0], [-0.5], [-1.0]]).gives([True])


@check("dead_neurons", points=0.25)
def pre_activations_left_as_they_were():
    """An array of integers is welcome, and is left as it was"""
    yield Case(Z=[[-1, 1, -1], [-2, -1, 3], [-1, 2, -4]]).gives([True, False, False]).satisfies(arguments_unchanged)
