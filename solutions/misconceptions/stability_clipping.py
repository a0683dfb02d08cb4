"""How the clipping of one gradient goes wrong."""

import numpy as np
from _reference_parts import norm

from autograder.authoring import misconception


@misconception("clip_by_norm")
def clipped_elementwise(gradient, max_norm):
    """Draw the gradient before and after. Do both arrows point the same way?"""
    return np.clip(gradient, -max_norm, max_norm)


@misconception("clip_by_norm", name="clipped-elementwise")
def clipped_from_above(gradient, max_norm):
    return np.minimum(gradient, max_norm)


@misconception("clip_by_norm", name="clipped-elementwise")
def clipped_elementwise_if_long(gradient, max_norm):
    return np.clip(gradient, -max_norm, max_norm) if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm")
def always_rescales(gradient, max_norm):
    """Try a gradient far below the threshold. Does it come back unchanged?"""
    return gradient * max_norm / norm([gradient])


@misconception("clip_by_norm", name="always-rescales")
def always_rescales_but_zero(gradient, max_norm):
    return gradient * max_norm / norm([gradient]) if gradient.any() else gradient


@misconception("clip_by_norm")
def compares_squared_norm(gradient, max_norm):
    """Do you compare a length with a length, or with its square? A threshold of 1 hides the difference."""
    return gradient * max_norm / norm([gradient]) if norm([gradient]) ** 2 > max_norm else gradient


@misconception("clip_by_norm", name="compares-squared-norm")
def compares_with_squared_threshold(gradient, max_norm):
    return gradient * max_norm / norm([gradient]) if norm([gradient]) > max_norm**2 else gradient


@misconception("clip_by_norm")
def divides_by_squared_norm(gradient, max_norm):
    """How long is your result? Compute its norm after the clipping."""
    return gradient * max_norm / norm([gradient]) ** 2 if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="squared-norm")
def squared_throughout(gradient, max_norm):
    """What does your code take for the length of (3, 4)?"""
    square = np.sum(gradient**2)
    return gradient * max_norm / square if square > max_norm else gradient


@misconception("clip_by_norm")
def ignores_threshold(gradient, max_norm):
    """How long is your result, and how long may it be? Try a threshold other than 1."""
    return gradient / norm([gradient]) if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="ignores-threshold")
def always_of_unit_length(gradient, max_norm):
    return gradient / norm([gradient]) if gradient.any() else gradient


@misconception("clip_by_norm", name="ignores-threshold")
def always_divided(gradient, max_norm):
    return gradient / norm([gradient])


@misconception("clip_by_norm", name="ignores-threshold")
def threshold_one(gradient, max_norm):
    return gradient / max(1, norm([gradient]))


@misconception("clip_by_norm", name="ignores-threshold")
def threshold_one_compared(gradient, max_norm):
    return gradient * max_norm / norm([gradient]) if norm([gradient]) > 1 else gradient


@misconception("clip_by_norm", name="ignores-threshold")
def never_clips(gradient, max_norm):
    return gradient


@misconception("clip_by_norm")
def divides_by_threshold(gradient, max_norm):
    """Does a stricter threshold make your result shorter, or longer?"""
    return gradient / max_norm if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="divides-by-threshold")
def fraction_upside_down(gradient, max_norm):
    return gradient * norm([gradient]) / max_norm if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="divides-by-threshold")
def always_divided_by_threshold(gradient, max_norm):
    return gradient / max_norm


@misconception("clip_by_norm")
def multiplies_by_threshold(gradient, max_norm):
    """How long is your result, and does that depend on how long the gradient was?"""
    return gradient * max_norm if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm")
def zero_norm_nan(gradient, max_norm):
    """What does your code compute for a gradient of zeros? Does it have to divide there?"""
    return gradient / norm([gradient]) * min(norm([gradient]), max_norm)


@misconception("clip_by_norm")
def flipped_condition(gradient, max_norm):
    """Which gradients need to be changed: those that are too long, or the others?"""
    return gradient * max_norm / norm([gradient]) if 0 < norm([gradient]) < max_norm else gradient


@misconception("clip_by_norm", name="flipped-condition")
def flipped_condition_and_nan(gradient, max_norm):
    return gradient * max_norm / norm([gradient]) if norm([gradient]) < max_norm else gradient


@misconception("clip_by_norm", name="flipped-condition")
def larger_of_both(gradient, max_norm):
    return gradient * max(1, max_norm / norm([gradient])) if gradient.any() else gradient


@misconception("clip_by_norm")
def l1_norm(gradient, max_norm):
    """How long is (3, 4)? Compare with the number that your code works with."""
    return gradient * max_norm / np.sum(np.abs(gradient)) if np.sum(np.abs(gradient)) > max_norm else gradient


@misconception("clip_by_norm", name="max-norm")
def largest_for_norm(gradient, max_norm):
    """Is the longest side of a box as long as its diagonal?"""
    return gradient * max_norm / np.max(np.abs(gradient)) if np.max(np.abs(gradient)) > max_norm else gradient


@misconception("clip_by_norm", name="spectral-norm")
def spectral_for_long_vector(gradient, max_norm):
    """A matrix has several norms. Which one treats it as one long vector, and which one did you ask NumPy for?"""
    length = np.linalg.norm(gradient, 2) if gradient.ndim == 2 else norm([gradient])
    return gradient * max_norm / length if length > max_norm else gradient


@misconception("clip_by_norm", name="mean-not-norm")
def root_mean_square_for_norm(gradient, max_norm):
    """How long is (3, 4)? Does a third entry, a zero, change that?"""
    length = np.sqrt(np.mean(gradient**2))
    return gradient * max_norm / length if length > max_norm else gradient


@misconception("clip_by_norm", name="mean-not-norm")
def mean_of_absolutes_for_norm(gradient, max_norm):
    length = np.mean(np.abs(gradient))
    return gradient * max_norm / length if length > max_norm else gradient


@misconception("clip_by_norm", name="clipped-per-array")
def clipped_per_row(gradient, max_norm):
    """How many lengths has one gradient? Take the whole array as one vector."""
    norms = np.sqrt(np.sum(gradient**2, axis=-1, keepdims=True))
    return np.where(norms > max_norm, max_norm * gradient / norms, gradient)


@misconception("clip_by_norm", name="clipped-per-array")
def clipped_per_column(gradient, max_norm):
    norms = np.sqrt(np.sum(gradient**2, axis=0, keepdims=gradient.ndim > 1))
    return np.where(norms > max_norm, max_norm * gradient / norms, gradient)


@misconception("clip_by_norm")
def sets_to_zero(gradient, max_norm):
    """What should become of a gradient that is too long: is it set to 0, or shortened?"""
    return 0 * gradient if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="sets-to-zero")
def sets_to_threshold(gradient, max_norm):
    return np.sign(gradient) * max_norm if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm", name="always-rescales")
def shrinks_short_ones_too(gradient, max_norm):
    return gradient * max_norm / (max_norm + norm([gradient]))


@misconception("clip_by_norm", small=(1e-2, 1e-3, 1e-4))
def large_safety_margin(gradient, max_norm, small):
    """How long is your result, digit by digit? A guard against division by 0 should change no other result."""
    return gradient * max_norm / (norm([gradient]) + small) if norm([gradient]) > max_norm else gradient


@misconception("clip_by_norm")
def mutates_input(gradient, max_norm):
    """The caller may still need its gradient. What does it hold after your function has run?"""
    norm = np.linalg.norm(gradient)
    if norm > max_norm:
        gradient *= max_norm / norm
    return gradient


@misconception("clip_by_norm", name="mutates-input")
def written_into_the_input(gradient, max_norm):
    norm = np.linalg.norm(gradient)
    if norm > max_norm:
        gradient[...] = gradient * max_norm / norm
    return gradient
