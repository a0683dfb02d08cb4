"""What the gradients of one hidden layer are measured from."""

from autograder.authoring import Case, assume, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal


@gradient_of("two_layer_backward")
def network(rng, two_layer_forward, training_error):
    """J is your training_error of G and Y, with G from your two_layer_forward."""
    X, Y, W1, b1, W2, b2 = (one_decimal(rng, shape) for shape in ((3, 2), (3, 2), (2, 4), 4, (4, 2), 2))
    Z1, A1, G = two_layer_forward(X, W1, b1, W2, b2)
    assume(has_both_signs(Z1, G))

    def error(W1, b1, W2, b2):
        return training_error(two_layer_forward(X, W1, b1, W2, b2)[-1], Y)

    yield Case(X=X, Y=Y, W2=W2, Z1=Z1, A1=A1, G=G), numerical_gradients(error, W1=W1, b1=b1, W2=W2, b2=b2)
