"""How the skip connection goes wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import relu, residual, residual_slope, slope

from autograder.authoring import misconception


@misconception("residual_forward")
def skip_forgotten(Z2):
    """One path goes around the activation function. Try a negative number: does it get through?"""
    return relu(Z2)


@misconception("residual_forward")
def relu_forgotten(Z2):
    """One path goes around the activation function. What about the other one?"""
    return Z2 * 1.0


@misconception("residual_forward", name="relu-forgotten")
def input_doubled(Z2):
    return Z2 + Z2


@misconception("residual_forward")
def slopes_multiplied(Z2):
    """Two paths meet at the output. What happens to the two values there?"""
    return Z2 * relu(Z2)


@misconception("residual_forward")
def relu_around_the_sum(Z2):
    """Is the activation function on one of the paths, or after the point where they meet?"""
    return relu(Z2 + Z2)


@misconception("residual_forward", leak=wrong.LEAKS)
def leaky_slope(Z2, leak):
    """How much of a negative pre-activation does ReLU let through? This is the plain ReLU."""
    return Z2 + wrong.leaky(leak)(Z2)


@misconception("residual_forward")
def mask_inverted(Z2):
    """Which pre-activations get through ReLU?"""
    return Z2 + np.minimum(0, Z2)


@misconception("residual_forward")
def mask_only(Z2):
    """What should ReLU return for a pre-activation of 5: its value, or its slope there?"""
    return Z2 + slope(Z2)


@misconception("residual_backward", name="skip-forgotten")
def slope_without_skip(dG, Z2):
    """How many paths lead back from the output to the pre-activation, and do their slopes add up or multiply?"""
    return dG * (Z2 > 0)


@misconception("residual_backward", name="relu-forgotten")
def slope_without_relu(dG, Z2):
    """The skip path is there. What does the other path pass back?"""
    return dG * 1.0


@misconception("residual_backward")
def slope_always_two(dG, Z2):
    """Are both paths open at every pre-activation?"""
    return dG * 2


@misconception("residual_backward", name="slopes-multiplied")
def sum_times_slope(dG, Z2):
    """Where two paths meet, what becomes of their slopes?"""
    return dG * residual_slope(Z2) * slope(Z2)


@misconception("residual_backward", name="slopes-multiplied")
def sum_squared(dG, Z2):
    return dG * residual_slope(Z2) ** 2


@misconception("residual_backward", name="leaky-slope", leak=wrong.LEAKS)
def leaky_path(dG, Z2, leak):
    """What exactly is the slope of ReLU where it is off?"""
    return dG * (1 + wrong.leaky_slope(leak)(Z2))


@misconception("residual_backward", name="mask-inverted")
def slope_inverted(dG, Z2):
    """On which side of 0 is ReLU flat?"""
    return dG * (1 + (Z2 < 0))


@misconception("residual_backward", name="mask-only")
def slope_alone(dG, Z2):
    """The chain rule multiplies two factors. Where is the one that comes from above?"""
    return residual_slope(Z2)


@misconception("residual_backward")
def mask_by_upstream(dG, Z2):
    """Your mask depends on the gradient from above. Was that gradient known when the neuron switched on or off?"""
    return dG + relu(dG)


@misconception("residual_backward")
def activation_for_slope(dG, Z2):
    """Does the chain rule multiply by the value of a function, or by its slope?"""
    return dG * residual(Z2)


@misconception("residual_backward", name="activation-for-slope")
def relu_for_slope(dG, Z2):
    return dG * (1 + relu(Z2))


@misconception("residual_backward")
def upstream_on_one_path(dG, Z2):
    """What comes from above goes back along both paths. Check your parentheses."""
    return dG + (Z2 > 0)


@misconception("residual_backward", name="upstream-on-one-path")
def upstream_on_the_other_path(dG, Z2):
    return 1 + dG * (Z2 > 0)


@misconception("residual_backward")
def slope_by_division(dG, Z2):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    return dG * residual(Z2) / Z2


@misconception("residual_backward")
def paths_averaged(dG, Z2):
    """Two paths lead from z to g. Do their effects add up, or is their mean taken?"""
    return dG * (1 + (Z2 > 0)) / 2


@misconception("residual_forward", decided=wrong.BY_ONE_DECISION)
def one_decision_for_all(Z2, decided):
    """An if is decided once, for the whole array. How many pre-activations are there, and which of them decides?"""
    return decided(lambda Z2: 2 * Z2, wrong.identity)(Z2)


@misconception("residual_backward", name="one-decision-for-all", decided=wrong.BY_ONE_DECISION)
def one_slope_for_all(dG, Z2, decided):
    """An if is decided once, for the whole array. How many pre-activations are there, and which of them decides?"""
    return dG * decided(lambda Z2: 2 * wrong.ones(Z2), wrong.ones)(Z2)


@misconception("residual_forward", name="paths-averaged")
def mean_of_both_paths(Z2):
    """Two paths lead from z to g. Do they add up, or is their mean taken?"""
    return residual(Z2) / 2


@misconception("residual_backward", name="paths-averaged")
def relu_path_halved(dG, Z2):
    return dG * (1 + (Z2 > 0) / 2)
