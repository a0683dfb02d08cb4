"""How ReLU goes wrong, forward and backward."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import relu, sigmoid, slope

from autograder.authoring import misconception


@misconception("relu_forward")
def absolute_value(Z):
    """What becomes of a negative pre-activation?"""
    return np.abs(Z)


@misconception("relu_forward")
def missing_relu_mask(Z):
    """Which pre-activations does the function leave unchanged, and which not?"""
    return Z * 1.0


@misconception("relu_forward")
def mask_inverted(Z):
    """Which side of 0 should get through?"""
    return np.minimum(0, Z)


@misconception("relu_forward", leak=wrong.LEAKS)
def leaky_slope(Z, leak):
    """How much of a negative pre-activation gets through? This is the plain ReLU."""
    return wrong.leaky(leak)(Z)


@misconception("relu_forward")
def mask_only(Z):
    """What should come out for a pre-activation of 5: the value of the ReLU, or its slope there?"""
    return slope(Z)


@misconception("relu_forward")
def negated(Z):
    """Should anything negative ever come out?"""
    return -relu(Z)


@misconception("relu_forward")
def largest_of_each_column(Z):
    """NumPy has one maximum for two arrays and another along an axis. Which one is yours? Print the shape."""
    return np.max(Z, 0)


@misconception("relu_forward")
def sigmoid_for_relu(Z):
    """What should come out for a large pre-activation, say 5? Which function did you compute?"""
    return 1 / (1 + np.exp(-Z))


@misconception("relu_forward", name="sigmoid-for-relu")
def softplus_for_relu(Z):
    return np.logaddexp(0, Z)


@misconception("relu_forward", bound=(1, 6))
def bounded_above(Z, bound):
    """Is there a largest value that a neuron can return? Try a very large pre-activation."""
    return np.clip(Z, 0, bound)


@misconception("relu_backward", name="missing-relu-mask")
def slope_always_one(dA, Z):
    """Which neurons were off in the forward pass, and what can they pass back?"""
    return dA * 1.0


@misconception("relu_backward")
def mask_by_upstream(dA, Z):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return relu(dA)


@misconception("relu_backward", name="mask-by-upstream")
def mask_by_both_signs(dA, Z):
    return relu(dA) * slope(Z)


@misconception("relu_backward", name="mask-by-upstream")
def mask_by_equal_signs(dA, Z):
    return dA * (dA * Z > 0)


@misconception("relu_backward", name="mask-inverted")
def slope_inverted(dA, Z):
    """On which side of 0 is ReLU flat?"""
    return dA * (Z < 0)


@misconception("relu_backward", name="mask-inverted")
def slope_inverted_and_on_at_zero(dA, Z):
    return dA * (Z <= 0)


@misconception("relu_backward", name="leaky-slope", leak=wrong.LEAKS)
def slope_leaks(dA, Z, leak):
    """What exactly is the slope of ReLU where it is off?"""
    return dA * wrong.leaky_slope(leak)(Z)


@misconception("relu_backward", name="leaky-slope", leak=wrong.LEAKS)
def slope_leaks_at_zero_too(dA, Z, leak):
    return dA * np.where(Z >= 0, 1, leak)


@misconception("relu_backward", name="mask-only")
def mask_without_upstream(dA, Z):
    """The chain rule multiplies two factors. Where is the one that comes from above?"""
    return slope(Z)


@misconception("relu_backward", name="mask-only")
def mask_without_upstream_on_at_zero(dA, Z):
    return (Z >= 0) * 1.0


@misconception("relu_backward")
def sign_for_slope(dA, Z):
    """What is your factor where the neuron is off? Print it next to Z."""
    return dA * np.sign(Z)


@misconception("relu_backward")
def forward_for_backward(dA, Z):
    """Did you compute the neuron's output, or the gradient that it passes back? Check which arguments you used."""
    return relu(Z)


@misconception("relu_backward")
def activation_for_slope(dA, Z):
    """Does the chain rule multiply by the value of ReLU, or by its slope?"""
    return dA * relu(Z)


@misconception("relu_backward", name="activation-for-slope")
def pre_activation_for_slope(dA, Z):
    return dA * Z


@misconception("relu_backward")
def slope_by_division(dA, Z):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    return dA * relu(Z) / Z


@misconception("relu_backward")
def mask_shared_by_batch(dA, Z):
    """Can a neuron be on for one data point and off for another?"""
    return dA * (Z > 0).any(axis=0)


@misconception("relu_backward", name="mask-shared-by-batch")
def mask_where_all_are_on(dA, Z):
    return dA * (Z > 0).all(axis=0)


@misconception("relu_backward")
def threshold_not_at_zero(dA, Z):
    """At which pre-activation does a neuron switch on?"""
    return dA * (Z > 1)


@misconception("relu_backward", name="threshold-not-at-zero")
def threshold_at_one_half(dA, Z):
    return dA * (Z > 0.5)


@misconception("relu_forward", decided=wrong.BY_ONE_DECISION)
def one_decision_for_all(Z, decided):
    """An if is decided once, for the whole array. How many neurons are there, and which of them decides?"""
    return decided(wrong.identity, np.zeros_like)(Z)


@misconception("relu_backward", name="one-decision-for-all", decided=wrong.BY_ONE_DECISION)
def one_slope_for_all(dA, Z, decided):
    """An if is decided once, for the whole array. How many neurons are there, and which of them decides?"""
    return dA * decided(wrong.ones, np.zeros_like)(Z)


@misconception("relu_backward", name="one-decision-for-all", decided=wrong.BY_ONE_DECISION)
def one_slope_for_each_data_point(dA, Z, decided):
    slopes = [decided(wrong.ones, np.zeros_like)(row) for row in Z]
    return dA * np.reshape(slopes, np.shape(Z))


@misconception("relu_backward")
def slope_of_another_activation(dA, Z):
    """Of which activation function is that the slope? That of a ReLU takes two values only."""
    return dA * wrong.slope_of_sigmoid(sigmoid(Z))


@misconception("relu_backward", name="slope-of-another-activation")
def slope_of_tanh_for_that_of_relu(dA, Z):
    return dA * wrong.slope_of_tanh(np.tanh(Z))
