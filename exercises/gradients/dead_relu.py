"""What the gradients of the dead-ReLU network are measured from."""

import numpy as np

from autograder.authoring import Case, gradient_of, insist, slopes
from autograder.authoring.draw import both_kinds, tenths

NO_BIASES = np.zeros(4), np.zeros(1)


@gradient_of("relu_network_gradients")
def network(rng, linear_forward, relu_forward, training_error):
    """J is your training_error of G and Y, with G from your linear_forward and relu_forward, twice each."""
    X, Y, W1, W2 = (tenths(rng, shape) for shape in ((3, 2), (3, 1), (2, 4), (4, 1)))

    def pre_activations(W1, W2):
        Z1 = linear_forward(X, W1, NO_BIASES[0])
        return Z1, linear_forward(relu_forward(Z1), W2, NO_BIASES[1])

    insist(both_kinds(*pre_activations(W1, W2)))

    def J(W1, W2):
        return training_error(relu_forward(pre_activations(W1, W2)[-1]), Y)

    yield Case(X=X, Y=Y, W1=W1, W2=W2), slopes(J, W1=W1, W2=W2)
