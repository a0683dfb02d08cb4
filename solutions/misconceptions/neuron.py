"""How one neuron and its gradient go wrong."""

import numpy as np

from autograder.authoring import misconception


@misconception("squared_loss")
def half_loss(g, y):
    """Some books put a convenient factor before the square. Is there one here?"""
    return (g - y) ** 2 / 2


@misconception("squared_loss")
def absolute_error(g, y):
    """How much worse is an error of 2 than an error of 1?"""
    return abs(g - y)


@misconception("squared_loss")
def difference_of_squares(g, y):
    """What should the loss be when g and y differ only in their sign?"""
    return g**2 - y**2


@misconception("squared_loss")
def gradient_for_loss(g, y):
    """How bad the guess is, or how that changes with g: which of the two is asked for?"""
    return 2 * (g - y)


@misconception("linear_neuron_gradient")
def missing_factor_2(w, x, y):
    """Differentiate the square of g - y with respect to g, by hand. What becomes of the exponent?"""
    return x * (w @ x - y)


@misconception("linear_neuron_gradient")
def wrong_sign(w, x, y):
    """Suppose that g is too large and x is positive: does the loss rise or fall when w grows?"""
    return x * 2 * (y - w @ x)


@misconception("linear_neuron_gradient")
def missing_input_factor(w, x, y):
    """If one entry of x is 0, does its weight have any influence on g?"""
    return 2 * (w @ x - y) * np.ones(len(w))


@misconception("linear_neuron_gradient")
def gradient_wrt_input(w, x, y):
    """What is learned here, and what is given? Your derivative tells how the loss changes with one of the two."""
    return w * 2 * (w @ x - y)


@misconception("linear_neuron_gradient")
def product_not_summed(w, x, y):
    """How many outputs has one neuron? Print g and look at its shape."""
    return x * 2 * (w * x - y)


@misconception("linear_neuron_gradient")
def error_squared(w, x, y):
    """Did you multiply by the loss, or by the derivative of the loss?"""
    return x * (w @ x - y) ** 2


@misconception("linear_neuron_gradient")
def int_truncation(w, x, y):
    """What type has your result array when the weights are whole numbers, and what fits in it?"""
    gradient = np.zeros_like(w)
    gradient[...] = x * 2 * (w @ x - y)
    return gradient


@misconception("relu_neuron_gradient")
def missing_relu_mask(w, x, y):
    """When z is negative, g is 0, and stays so when a weight moves by a little. Does your gradient know that?"""
    g = np.maximum(0, w @ x)
    return x * 2 * (g - y)


@misconception("relu_neuron_gradient")
def relu_forgotten(w, x, y):
    """Where does this neuron differ from the linear one? Compute both for a negative z."""
    return x * 2 * (w @ x - y)


@misconception("relu_neuron_gradient")
def mask_by_weight(w, x, y):
    """Is it the sign of each weight that switches the neuron on, or one number for the whole neuron?"""
    return x * (w > 0) * 2 * (np.maximum(0, w @ x) - y)


@misconception("relu_neuron_gradient")
def mask_inverted(w, x, y):
    """On which side of 0 is ReLU flat?"""
    z = w @ x
    return x * (z < 0) * 2 * (np.maximum(0, z) - y)


@misconception("relu_neuron_gradient")
def leaky_slope(w, x, y):
    """How steep is ReLU for negative z? Exactly?"""
    z = w @ x
    return x * (1 if z > 0 else 0.01) * 2 * (np.maximum(0, z) - y)


@misconception("relu_neuron_gradient")
def mask_only(w, x, y):
    """Your chain of derivatives ends at z. What comes between z and the loss?"""
    return x * (w @ x > 0)


@misconception("relu_neuron_gradient")
def activation_for_slope(w, x, y):
    """Does the chain rule multiply by the value of ReLU at z, or by how steep it is there?"""
    g = np.maximum(0, w @ x)
    return x * g * 2 * (g - y)


@misconception("relu_neuron_gradient")
def slope_by_division(w, x, y):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    z = w @ x
    g = np.maximum(0, z)
    return x * (g / z) * 2 * (g - y)


@misconception("relu_neuron_gradient", name="missing-factor-2")
def relu_without_factor_2(w, x, y):
    """Which of the factors comes from the squared loss? Differentiate it by hand."""
    z = w @ x
    return x * (z > 0) * (np.maximum(0, z) - y)


@misconception("relu_neuron_gradient", name="wrong-sign")
def relu_with_wrong_sign(w, x, y):
    """Suppose that the neuron is on and g is too large: does the loss rise or fall with z?"""
    z = w @ x
    return x * (z > 0) * 2 * (y - np.maximum(0, z))


@misconception("relu_neuron_gradient", name="missing-input-factor")
def relu_without_input_factor(w, x, y):
    """A weight acts on z through one entry of x. Where does that show in your gradient?"""
    z = w @ x
    return (z > 0) * 2 * (np.maximum(0, z) - y) * np.ones(len(w))


@misconception("sgd_step")
def ascent(w, gradient, learning_rate):
    """The gradient points to where the loss grows fastest. Is that where you want to go?"""
    return w + learning_rate * gradient


@misconception("sgd_step")
def returns_gradient(w, gradient, learning_rate):
    """Where would the weights be after your step? That is what should come back."""
    return learning_rate * gradient


@misconception("sgd_step")
def returns_step(w, gradient, learning_rate):
    """This is the way to go, but from where? The weights after the step are asked for."""
    return -learning_rate * gradient


@misconception("sgd_step")
def in_place(w, gradient, learning_rate):
    """After the call, what has become of the array that the caller handed in?"""
    w -= learning_rate * gradient
    return w


@misconception("sgd_step")
def missing_learning_rate(w, gradient, learning_rate):
    """What would change in your answer if the learning rate were halved?"""
    return w - gradient


@misconception("sgd_step", name="int-truncation")
def step_truncated(w, gradient, learning_rate):
    """What type has your copy of the weights when they are whole numbers, and what fits in it?"""
    updated = np.zeros_like(w)
    updated[...] = w - learning_rate * gradient
    return updated
