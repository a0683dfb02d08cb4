"""What the gradients of the building blocks are measured from."""

import numpy as np

from autograder.authoring import Case, assume, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal


@gradient_of("linear_backward")
def linear_layer(rng, linear_forward):
    """J is the sum of dZ * Z, with Z from your linear_forward: then dJ/dZ is dZ."""
    dZ, X, W, b = (one_decimal(rng, shape) for shape in ((3, 2), (3, 4), (4, 2), 2))

    def error(X, W, b):
        return np.sum(dZ * linear_forward(X, W, b))

    yield Case(dZ=dZ, X=X, W=W), numerical_gradients(error, X=X, W=W, b=b)


@gradient_of("relu_backward")
def relu(rng, relu_forward):
    """J is the sum of dA * A, with A from your relu_forward: then dJ/dA is dA."""
    dA, Z = one_decimal(rng, (2, 3)), one_decimal(rng, (2, 3))
    assume(has_both_signs(dA[Z > 0], dA[Z < 0]) and any(map(has_both_signs, Z.T)))
    yield Case(dA=dA, Z=Z), numerical_gradients(lambda Z: np.sum(dA * relu_forward(Z)), Z=Z)


@gradient_of("squared_loss_backward")
def training_error_of_outputs(rng, training_error):
    """J is your training_error of G and Y."""
    G, Y = one_decimal(rng, (3, 4)), one_decimal(rng, (3, 4))  # neither of them is the 2 of the square
    yield Case(G=G, Y=Y), numerical_gradients(lambda G: training_error(G, Y), G=G)
