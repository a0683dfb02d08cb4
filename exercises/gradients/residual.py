"""What the gradients with a skip connection are measured from."""

import numpy as np
from _without_biases import pre_activations

from autograder.authoring import Case, assume, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal


@gradient_of("residual_backward")
def residual(rng, residual_forward):
    """J is the sum of dG * G, with G from your residual_forward: then dJ/dG is dG."""
    dG, Z2 = one_decimal(rng, (2, 3)), one_decimal(rng, (2, 3))
    assume(has_both_signs(Z2, dG[Z2 > 0], dG[Z2 < 0]))
    yield Case(dG=dG, Z2=Z2), numerical_gradients(lambda Z2: np.sum(dG * residual_forward(Z2)), Z2=Z2)


@gradient_of("residual_network_gradients")
def network(rng, linear_forward, relu_forward, residual_forward, training_error):
    """J is your training_error of G and Y, with G from your linear_forward, relu_forward and residual_forward."""
    X, Y, W1, W2 = (one_decimal(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), (4, 2)))

    def both(W1, W2):
        return pre_activations(linear_forward, relu_forward, X, W1, W2)

    assume(has_both_signs(*both(W1, W2)))

    def error(W1, W2):
        return training_error(residual_forward(both(W1, W2)[-1]), Y)

    yield Case(X=X, Y=Y, W1=W1, W2=W2), numerical_gradients(error, W1=W1, W2=W2)
