"""What the gradients of the dead-ReLU network are measured from."""

from _without_biases import pre_activations

from autograder.authoring import Case, gradient_of, insist, slopes
from autograder.authoring.inputs import both_kinds, tenths


@gradient_of("relu_network_gradients")
def network(rng, linear_forward, relu_forward, training_error):
    """J is your training_error of G and Y, with G from your linear_forward and relu_forward, twice each."""
    X, Y, W1, W2 = (tenths(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), (4, 2)))

    def both(W1, W2):
        return pre_activations(linear_forward, relu_forward, X, W1, W2)

    insist(both_kinds(*both(W1, W2)))

    def error(W1, W2):
        return training_error(relu_forward(both(W1, W2)[-1]), Y)

    yield Case(X=X, Y=Y, W1=W1, W2=W2), slopes(error, W1=W1, W2=W2)
