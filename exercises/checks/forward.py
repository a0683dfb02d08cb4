"""1. Recap: the forward pass."""

import numpy as np

from autograder.authoring import Case, check
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import EXAMPLE, FORMULA, PARTIAL_CREDIT

LOG3 = np.log(3.0)  # σ(log 3) = 3/4, σ(-log 3) = 1/4

# The network of the demo: g = -3 (σ(5 x₁ - 5 x₂ + 1) + σ(-5 x₁ + 5 x₂ + 1)).
DEMO = {"W1": [[5.0, -5.0], [-5.0, 5.0]], "b1": [1.0, 1.0], "W2": [[-3.0], [-3.0]], "b2": [0.0]}


@check("sigmoid", points=0.25, purpose=FORMULA)
def values_and_shape():
    """Known values; the answer has the shape of Z"""
    yield Case(Z=[[0.0, LOG3, -LOG3]]).gives([[0.5, 0.75, 0.25]])
    yield Case(Z=[[1.0, -2.0, 0.0]]).gives([[0.731058578630005, 0.119202922022118, 0.5]])
    yield Case(Z=[[0.0], [LOG3]]).gives([[0.5], [0.75]])


@check("sigmoid", points=0.125)
def far_from_zero():
    """At z = ±1000 the answer is 0 or 1, never NaN"""
    yield Case(Z=[[-1000.0, 0.0, 1000.0]]).gives([[0.0, 0.5, 1.0]])


@check("sigmoid", points=0.125)
def integers_left_as_they_were():
    """An array of integers works, and is not changed"""
    yield (
        Case(Z=[[0, 1], [-2, 0]])
        .gives([[0.5, 0.731058578630005], [0.119202922022118, 0.5]])
        .satisfies(arguments_unchanged)
    )


@check("sigmoid_network", points=0.5, purpose=EXAMPLE)
def the_demo():
    """The network of the lecture's demo, at six points"""
    points = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.2, 0.0], [0.5, 0.25], [2.0, -1.0]]
    outputs = [-4.386351471780, -4.386351471780, -3.046540760416, -4.142391233934, -4.027422102645, -3.000002156979]
    yield Case(X=points, **DEMO).gives([[output] for output in outputs])


@check("sigmoid_network", points=0.25)
def several_outputs():
    """Two data points, three hidden neurons, two outputs; no bias is 0"""
    yield Case(
        X=[[1.0], [-1.0]],
        W1=[[LOG3, 0.0, -LOG3]],
        b1=[0.0, LOG3, LOG3],
        W2=[[4.0, 0.0], [0.0, -8.0], [2.0, 4.0]],
        b2=[1.0, -0.5],
    ).gives([[5.0, -4.5], [3.8, -2.9]])


@check("sigmoid_network", points=0.25)
def network_left_as_it_was():
    """The data and the weights are not changed"""
    yield (
        Case(X=[[1, 0]], W1=[[5, -5], [-5, 5]], b1=[1, 1], W2=[[-3], [-3]], b2=[0])
        .gives([[-3.046540760416]])
        .satisfies(arguments_unchanged)
    )
    yield Case(X=[[0.5, 0.25]], **DEMO).gives([[-4.027422102645]]).satisfies(arguments_unchanged)


@check("training_error", points=0.5, purpose=PARTIAL_CREDIT)
def mean_over_the_batch():
    """The mean over one, two and four data points"""
    yield Case(G=[[2.0]], Y=[[3.0]]).gives(1.0)
    yield Case(G=[[2.0], [5.0]], Y=[[3.0], [2.0]]).gives(5.0)
    yield Case(G=[[1.0], [0.5], [-2.0], [4.0]], Y=[[1.0], [1.5], [1.0], [1.0]]).gives(4.75)


@check("training_error", points=0.25)
def sum_over_the_outputs():
    """Several outputs: the loss of a data point is the sum over them"""
    yield Case(G=[[1.0, 0.0, 2.0], [3.0, -1.0, 0.0]], Y=[[0.0, 2.0, 2.0], [0.0, -1.0, 1.0]]).gives(7.5)


@check("training_error", points=0.25)
def integers_and_arguments():
    """Arrays of integers work, and are not changed"""
    yield Case(G=[[2], [5], [1]], Y=[[3], [3], [1]]).gives(5 / 3).satisfies(arguments_unchanged)
