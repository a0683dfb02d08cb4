"""What the gradients of one neuron are measured from."""

from autograder.authoring import Case, gradient_of, numerical_gradients
from autograder.authoring.inputs import one_decimal


@gradient_of("linear_neuron_gradient")
def linear_neuron(rng, squared_loss):
    """J is the loss: your squared_loss of g = wᵀx and y."""
    w, x, y = one_decimal(rng, 3), one_decimal(rng, 3), float(one_decimal(rng, 1)[0])
    yield Case(w=w, x=x, y=y), numerical_gradients(lambda w: squared_loss(float(w @ x), y), w=w)


@gradient_of("relu_neuron_gradient")
def relu_neuron(rng, squared_loss):
    """J is the loss: your squared_loss of g = max(0, wᵀx) and y. The neuron is on, and then, with the input -x, off."""
    w, x, y = one_decimal(rng, 3), one_decimal(rng, 3), float(one_decimal(rng, 1)[0])
    on = x if w @ x > 0 else -x
    for x in (on, -on):
        yield Case(w=w, x=x, y=y), numerical_gradients(lambda w, x=x: squared_loss(max(0.0, float(w @ x)), y), w=w)
