"""What the gradients of L layers are measured from."""

from itertools import pairwise

from autograder.authoring import Case, assume, gradient_of, numerical_gradients
from autograder.authoring.inputs import has_both_signs, one_decimal

WIDTHS = (2, 3, 4, 2)


@gradient_of("deep_backward")
def network(rng, deep_forward, training_error):
    """J is your training_error of As[-1] and Y, with As from your deep_forward: three layers."""
    X, Y = one_decimal(rng, (3, WIDTHS[0])), one_decimal(rng, (3, WIDTHS[-1]))
    Ws = [one_decimal(rng, shape) for shape in pairwise(WIDTHS)]
    bs = [one_decimal(rng, width) for width in WIDTHS[1:]]
    Zs, As = deep_forward(X, Ws, bs)
    assume(has_both_signs(*Zs))

    def error(Ws, bs):
        return training_error(deep_forward(X, Ws, bs)[1][-1], Y)

    yield Case(X=X, Y=Y, Ws=Ws, Zs=Zs, As=As), numerical_gradients(error, Ws=Ws, bs=bs)
