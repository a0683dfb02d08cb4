"""What the gradients of the dead-ReLU network are measured from."""

from _without_biases import pre_activations

from autograder.authoring import Case, assume, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal


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
