"""How one neuron and its gradient go wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import relu, slope

from autograder.authoring import misconception


def gradient(w, x, y, slope=slope, output=relu):
    """The gradient of a neuron with this output and this slope."""
    z = w @ x
    return x * slope(z) * 2 * (output(z) - y)


@misconception("squared_loss")
def half_loss(g, y):
    """Some books put a convenient factor before the square. Is there one here?"""
    return (g - y) ** 2 / 2


@misconception("squared_loss")
def absolute_error(g, y):
    """How much worse is an error of 2 than an error of 1?"""
    return abs(g - y)


@misconception("squared_loss")
def root_taken(g, y):
    """Is a squared error a distance, or something else? Try g = 5 and y = 2."""
    return np.sqrt((g - y) ** 2 / 2)


@misconception("squared_loss")
def difference_of_squares(g, y):
    """What should the loss be when g and y differ only in their sign?"""
    return g**2 - y**2


@misconception("squared_loss")
def sum_for_difference(g, y):
    """What should the loss be when the output is exactly right?"""
    return (g + y) ** 2


@misconception("squared_loss")
def error_not_squared(g, y):
    """Can a loss be negative? Try an output that is too small."""
    return g - y


@misconception("squared_loss", name="error-not-squared")
def error_not_squared_the_other_way(g, y):
    return y - g


@misconception("squared_loss")
def wrong_sign(g, y):
    """Should a worse output have a larger loss, or a smaller one?"""
    return -((g - y) ** 2)


@misconception("squared_loss")
def gradient_for_loss(g, y):
    """Which of the two is asked for: the loss, or how the loss changes with g?"""
    return 2 * (g - y)


@misconception("squared_loss")
def doubled(g, y):
    """Does anything stand before the square, in the loss itself?"""
    return 2 * (g - y) ** 2


@misconception("linear_neuron_gradient")
def missing_factor_2(w, x, y):
    """Differentiate the squared error by hand. What becomes of the exponent?"""
    return x * (w @ x - y)


@misconception("linear_neuron_gradient", name="wrong-sign")
def linear_with_wrong_sign(w, x, y):
    """Suppose that g is too large and x is positive: does the loss rise or fall when w grows?"""
    return x * 2 * (y - w @ x)


@misconception("linear_neuron_gradient", name="wrong-sign")
def linear_with_wrong_sign_and_half(w, x, y):
    return x * (y - w @ x)


@misconception("linear_neuron_gradient")
def missing_input_factor(w, x, y):
    """If one entry of x is 0, does its weight have any influence on g?"""
    return 2 * (w @ x - y) * np.ones(len(w))


@misconception("linear_neuron_gradient", name="missing-input-factor")
def one_number_for_all_weights(w, x, y):
    return 2 * (w @ x - y)


@misconception("linear_neuron_gradient")
def gradient_wrt_input(w, x, y):
    """What is learned here, and what is given? With respect to which of the two do you differentiate?"""
    return w * 2 * (w @ x - y)


@misconception("linear_neuron_gradient")
def product_not_summed(w, x, y):
    """How many outputs has one neuron? Print g and look at its shape."""
    return x * 2 * (w * x - y)


@misconception("linear_neuron_gradient")
def error_squared(w, x, y):
    """Did you multiply by the loss, or by the derivative of the loss?"""
    return x * (w @ x - y) ** 2


@misconception("linear_neuron_gradient", name="error-squared")
def twice_the_error_squared(w, x, y):
    return x * 2 * (w @ x - y) ** 2


@misconception("linear_neuron_gradient")
def label_forgotten(w, x, y):
    """Do you use every argument? What if the output is exactly right?"""
    return x * 2 * (w @ x)


@misconception("linear_neuron_gradient")
def input_squared(w, x, y):
    """By what is one weight multiplied in g, and how often?"""
    return x**2 * 2 * (w @ x - y)


@misconception("linear_neuron_gradient")
def averaged_over_inputs(w, x, y):
    """For how many data points is this gradient, and over what do you take an average?"""
    return x * 2 * (w @ x - y) / len(x)


@misconception("relu_neuron_gradient")
def missing_relu_mask(w, x, y):
    """When z is negative, g is 0, and stays 0 when a weight changes a little. Does your gradient show that?"""
    return gradient(w, x, y, wrong.ones)


@misconception("relu_neuron_gradient", name="missing-relu-mask")
def relu_forgotten(w, x, y):
    return gradient(w, x, y, wrong.ones, wrong.identity)


@misconception("relu_neuron_gradient")
def mask_by_weight(w, x, y):
    """Is it the sign of the weights that switches the neuron on, or one number for the whole neuron?"""
    return gradient(w, x, y, lambda z: w > 0)


@misconception("relu_neuron_gradient", name="mask-by-weight")
def mask_by_sum_of_weights(w, x, y):
    return gradient(w, x, y, lambda z: w.sum() > 0)


@misconception("relu_neuron_gradient", name="mask-by-weight")
def mask_by_all_weights(w, x, y):
    return gradient(w, x, y, lambda z: (w > 0).all())


@misconception("relu_neuron_gradient")
def mask_by_input(w, x, y):
    """Is it the sign of each input that switches the neuron on, or one number for the whole neuron?"""
    return gradient(w, x, y, lambda z: x > 0)


@misconception("relu_neuron_gradient", name="mask-by-input")
def mask_by_products(w, x, y):
    return gradient(w, x, y, lambda z: w * x > 0)


@misconception("relu_neuron_gradient")
def mask_by_upstream(w, x, y):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return gradient(w, x, y, lambda z: relu(z) > y)


@misconception("relu_neuron_gradient", name="mask-by-upstream")
def mask_by_both(w, x, y):
    return gradient(w, x, y, lambda z: (z > 0) * (relu(z) > y))


@misconception("relu_neuron_gradient")
def mask_by_label(w, x, y):
    """Is the target known when the neuron switches on or off?"""
    return gradient(w, x, y, lambda z: y > 0)


@misconception("relu_neuron_gradient")
def mask_inverted(w, x, y):
    """On which side of 0 is ReLU flat?"""
    return gradient(w, x, y, lambda z: z < 0)


@misconception("relu_neuron_gradient", name="mask-inverted")
def mask_inverted_and_on_at_zero(w, x, y):
    return gradient(w, x, y, wrong.off)


@misconception("relu_neuron_gradient", leak=wrong.LEAKS)
def leaky_slope(w, x, y, leak):
    """What exactly is the slope of ReLU for negative z?"""
    return gradient(w, x, y, wrong.leaky_slope(leak))


@misconception("relu_neuron_gradient", name="leaky-slope", leak=wrong.LEAKS)
def leaky_neuron(w, x, y, leak):
    return gradient(w, x, y, wrong.leaky_slope(leak), wrong.leaky(leak))


@misconception("relu_neuron_gradient")
def mask_only(w, x, y):
    """Your chain of derivatives ends at z. What comes between z and the loss?"""
    return x * slope(w @ x)


@misconception("relu_neuron_gradient", name="mask-only")
def mask_without_input(w, x, y):
    return slope(w @ x) * np.ones(len(x))


@misconception("relu_neuron_gradient", name="mask-only")
def mask_without_input_or_shape(w, x, y):
    return slope(w @ x)


@misconception("relu_neuron_gradient")
def activation_for_slope(w, x, y):
    """Does the chain rule multiply by the value of ReLU at z, or by its slope there?"""
    return gradient(w, x, y, relu)


@misconception("relu_neuron_gradient")
def slope_by_division(w, x, y):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    return gradient(w, x, y, lambda z: relu(z) / z)


@misconception("relu_neuron_gradient", name="missing-factor-2")
def relu_without_factor_2(w, x, y):
    """Which of the factors comes from the squared loss? Differentiate it by hand."""
    return gradient(w, x, y) / 2


@misconception("relu_neuron_gradient", name="wrong-sign")
def relu_with_wrong_sign(w, x, y):
    """Suppose that the neuron is on and g is too large: does the loss rise or fall with z?"""
    return -gradient(w, x, y)


@misconception("relu_neuron_gradient", name="wrong-sign")
def relu_with_wrong_sign_and_half(w, x, y):
    return -gradient(w, x, y) / 2


@misconception("relu_neuron_gradient", name="missing-input-factor")
def relu_without_input_factor(w, x, y):
    """A weight acts on z through one entry of x. Where does that show in your gradient?"""
    z = w @ x
    return slope(z) * 2 * (relu(z) - y) * np.ones(len(w))


@misconception("relu_neuron_gradient", name="missing-input-factor")
def relu_with_one_number_for_all_weights(w, x, y):
    z = w @ x
    return slope(z) * 2 * (relu(z) - y)


@misconception("relu_neuron_gradient", name="gradient-wrt-input")
def relu_with_gradient_wrt_input(w, x, y):
    """What is learned here, and what is given? With respect to which of the two do you differentiate?"""
    z = w @ x
    return w * slope(z) * 2 * (relu(z) - y)


@misconception("relu_neuron_gradient", name="error-squared")
def relu_with_error_squared(w, x, y):
    """Did you multiply by the loss, or by the derivative of the loss?"""
    return gradient(w, x, y) * (relu(w @ x) - y)


@misconception("relu_neuron_gradient", name="error-squared")
def relu_with_error_squared_alone(w, x, y):
    return gradient(w, x, y) * (relu(w @ x) - y) / 2


@misconception("linear_neuron_gradient", factor=(1, 2))
def slope_of_output(w, x, y, factor):
    """Which of the two is asked for: how the output changes with the weights, or how the loss does?"""
    return factor * x * 1.0


@misconception("linear_neuron_gradient", name="label-forgotten")
def label_and_factor_forgotten(w, x, y):
    return x * (w @ x)


@misconception("relu_neuron_gradient", name="label-forgotten", factor=(1, 2))
def relu_label_forgotten(w, x, y, factor):
    """Do you use every argument? What if the output is exactly right?"""
    return factor * x * relu(w @ x)
