"""4. One hidden ReLU layer, linear output."""

from functools import partial

import numpy as np
from _networks import BATCH, WORKED_EXAMPLE

from autograder.authoring import Case, Edge, Node, assume, check, drawing, entry, gradient_of, numerical_gradients
from autograder.authoring.at_size import at_size
from autograder.authoring.inputs import away_from_zero, has_both_signs, one_decimal
from autograder.authoring.properties import arguments_unchanged
from autograder.authoring.purpose import DERIVED, EXAMPLE, FORMULA, MEASURED


def forward(net):
    """The forward pass of a network that was worked out by hand."""
    return Case(X=net.X, W1=net.W1, b1=net.b1, W2=net.W2, b2=net.b2).gives(Z1=net.Z1, A1=net.A1, G=net.G)


def backward(net):
    """The backward pass of a network that was worked out by hand."""
    return Case(X=net.X, Y=net.Y, W2=net.W2, Z1=net.Z1, A1=net.A1, G=net.G).gives(
        dW1=net.dW1, db1=net.db1, dW2=net.dW2, db2=net.db2
    )


def kept(rng, n, d, m, k):
    """What the forward pass of a data point that comes n times keeps: any pre-activations are those of some biases."""
    x, z1, g = (away_from_zero(rng, width) for width in (d, m, k))
    X, Z1, A1, G = (np.tile(each, (n, 1)) for each in (x, z1, z1 * (z1 > 0), g))
    return {"X": X, "Y": away_from_zero(rng, (n, k)), "W2": away_from_zero(rng, (m, k)), "Z1": Z1, "A1": A1, "G": G}


@check("two_layer_forward", points=0.25, purpose=EXAMPLE)
def forward_through_the_worked_example():
    """The lecture's example: z = 2, -1; a = 2, 0; g = 2"""
    yield forward(WORKED_EXAMPLE)


@check("two_layer_forward", points=0.5, purpose=FORMULA)
def forward_with_a_batch():
    """A batch of two, with biases; one output is negative and stays so"""
    yield forward(BATCH)


@check("two_layer_forward", points=0.25)
def network_left_as_it_was():
    """Z1 keeps its negative numbers, and the arguments are not changed"""
    yield forward(WORKED_EXAMPLE).satisfies(arguments_unchanged)
    yield (
        Case(X=[[2], [-1]], W1=[[1, -2]], b1=[0.5, 0.5], W2=[[4], [-2]], b2=[1])
        .gives(Z1=[[2.5, -3.5], [-0.5, 2.5]], A1=[[2.5, 0.0], [0.0, 2.5]], G=[[11.0], [-4.0]])
        .satisfies(arguments_unchanged)
    )


@check("two_layer_backward", points=0.5, purpose=EXAMPLE)
def back_through_the_worked_example():
    """The lecture's example: -4, 0 in the second layer, -2, 0 in the first"""
    yield backward(WORKED_EXAMPLE)


@check("two_layer_backward", points=0.5, purpose=EXAMPLE)
def other_data_points():
    """Single data points with other numbers, one of them with three outputs"""
    yield Case(X=[[-1.5]], Y=[[0.75]], W2=[[-0.5], [1.25]], Z1=[[-3.0, 1.5]], A1=[[0.0, 1.5]], G=[[1.875]]).gives(
        dW1=[[0.0, -4.21875]], db1=[0.0, 2.8125], dW2=[[0.0], [3.375]], db2=[2.25]
    )
    yield Case(X=[[2.0]], Y=[[3.0]], W2=[[-1.0], [2.0]], Z1=[[4.0, -2.0]], A1=[[4.0, 0.0]], G=[[-4.0]]).gives(
        dW1=[[28.0, 0.0]], db1=[14.0, 0.0], dW2=[[-56.0], [0.0]], db2=[-14.0]
    )
    yield Case(
        X=[[2.0]], Y=[[1.0, -5.0, 1.0]], W2=[[1.0, -2.0, 0.5]], Z1=[[3.0]], A1=[[3.0]], G=[[3.0, -6.0, 1.5]]
    ).gives(dW1=[[17.0]], db1=[8.5], dW2=[[12.0, -6.0, 3.0]], db2=[4.0, -2.0, 1.0])


@check("two_layer_backward", points=0.5, purpose=EXAMPLE)
def back_with_a_batch():
    """A batch of two with three hidden neurons, by hand"""
    yield backward(BATCH)


@gradient_of("two_layer_backward", points=1)
def agrees_with_central_differences(rng, two_layer_forward, training_error):
    """Central differences of the error give the same four gradients

    J is your training_error of G and Y, with G from your two_layer_forward.
    """
    X, Y, W1, b1, W2, b2 = (one_decimal(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), 4, (4, 2), 2))
    Z1, A1, G = two_layer_forward(X, W1, b1, W2, b2)
    assume(has_both_signs(Z1, G))

    def error(W1, b1, W2, b2):
        return training_error(two_layer_forward(X, W1, b1, W2, b2)[-1], Y)

    yield Case(X=X, Y=Y, W2=W2, Z1=Z1, A1=A1, G=G), numerical_gradients(error, W1=W1, b1=b1, W2=W2, b2=b2)


@check("two_layer_backward", points=0.5)
def what_was_kept_is_left_as_it_was():
    """All that the forward pass has kept is not changed"""
    yield backward(WORKED_EXAMPLE).satisfies(arguments_unchanged)
    yield backward(BATCH).satisfies(arguments_unchanged)


@check("two_layer_backward", points=0.125, purpose=DERIVED, varies=True)
def two_layers_derived(rng):
    """Derived, not measured: in time for a layer of 160,000 weights"""
    yield from at_size(
        lambda *sizes: kept(rng, *sizes, 3),
        shapes=lambda X, Y, W2, Z1, A1, G: {
            "dW1": (X.shape[1], Z1.shape[1]),
            "db1": Z1.shape[1:],
            "dW2": W2.shape,
            "db2": W2.shape[1:],
        },
    )


@drawing
def worked_example():
    """The lecture's worked example, with the numbers that your functions give"""
    forward = partial(entry, "two_layer_forward", "forward_through_the_worked_example")
    backward = partial(entry, "two_layer_backward", "back_through_the_worked_example")
    loss = entry("squared_loss", "of_the_worked_example")
    dG = entry("squared_loss_backward", "a_batch_with_a_mean", "", 0, 0)
    yield Node("x", (0, 1), "x = 1")
    for place, row in enumerate((0, 2)):
        neuron, w1, w2 = f"neuron {place + 1}", WORKED_EXAMPLE.W1[0, place], WORKED_EXAMPLE.W2[place, 0]
        yield Node(neuron, (1, row), neuron, {"z": forward("Z1", 0, place), "a": forward("A1", 0, place)})
        yield Edge("x", neuron, f"w = {w1:g}", {"dL/dw": backward("dW1", 0, place)})
        yield Edge(neuron, "output", f"w = {w2:g}", {"dL/dw": backward("dW2", place, 0)})
    yield Node("output", (2, 1), "output", {"g": forward("G", 0, 0)})
    yield Node("loss", (3, 1), "loss, y = 3", {"L": loss})
    yield Edge("output", "loss", numbers={"dL/dg": dG})
