"""What the gradients of L layers are measured from."""

from itertools import pairwise

from autograder.authoring import Case, gradient_of, insist, slopes
from autograder.authoring.inputs import both_kinds, tenths

WIDTHS = (2, 3, 4, 2)


@gradient_of("deep_backward")
def network(rng, deep_forward, training_error):
    """J is your training_error of As[-1] and Y, with As from your deep_forward: three layers."""
    X, Y = tenths(rng, (3, WIDTHS[0])), tenths(rng, (3, WIDTHS[-1]))
    Ws = [tenths(rng, shape) for shape in pairwise(WIDTHS)]
    bs = [tenths(rng, width) for width in WIDTHS[1:]]
    Zs, As = deep_forward(X, Ws, bs)
    insist(both_kinds(*Zs))

    def error(Ws, bs):
        return training_error(deep_forward(X, Ws, bs)[1][-1], Y)

    yield Case(X=X, Y=Y, Ws=Ws, Zs=Zs, As=As), slopes(error, Ws=Ws, bs=bs)
