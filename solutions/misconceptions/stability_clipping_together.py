"""How the clipping of several gradients by their common norm goes wrong."""

import numpy as np
from _reference_parts import norm

from autograder.authoring import misconception


def scaled(gradients, condition, scale):
    """All gradients times `scale` where the condition holds."""
    return [gradient * scale if condition else gradient for gradient in gradients]


def lengths(gradients):
    return [np.linalg.norm(gradient) for gradient in gradients]


def l1(gradients):
    return sum(np.sum(np.abs(gradient)) for gradient in gradients)


def largest(gradients):
    return max(np.max(np.abs(gradient)) for gradient in gradients)


@misconception("clip_by_global_norm")
def clipped_per_array(gradients, max_norm):
    """Each array is now short enough by itself. How long are all of them together?"""
    return [max_norm * g / norm([g]) if norm([g]) > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="clipped-per-array")
def each_of_that_length(gradients, max_norm):
    too_long = norm(gradients) > max_norm
    return [max_norm * g / norm([g]) if too_long and g.any() else g for g in gradients]


@misconception("clip_by_global_norm", name="clipped-per-array")
def in_equal_shares(gradients, max_norm):
    share = max_norm / np.sqrt(len(gradients))
    return [share * g / norm([g]) if norm([g]) > share else g for g in gradients]


@misconception("clip_by_global_norm")
def only_long_arrays_rescaled(gradients, max_norm):
    """Does the direction of the whole stay the same when some of its parts shrink and others do not?"""
    return [max_norm * g / norm(gradients) if norm([g]) > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="only-long-arrays-rescaled")
def only_matrices_rescaled(gradients, max_norm):
    scale = max_norm / norm(gradients) if norm(gradients) > max_norm else 1
    return [g * scale if g.ndim > 1 else g for g in gradients]


@misconception("clip_by_global_norm", name="only-long-arrays-rescaled")
def only_the_first_rescaled(gradients, max_norm):
    return [*scaled(gradients[:1], norm(gradients) > max_norm, max_norm / norm(gradients)), *gradients[1:]]


@misconception("clip_by_global_norm")
def not_all_arrays_counted(gradients, max_norm):
    """Which arrays contribute to the length that you compute? Print the sum after each array."""
    return scaled(gradients, norm(gradients[-1:]) > max_norm, max_norm / norm(gradients[-1:]))


@misconception("clip_by_global_norm", name="not-all-arrays-counted")
def only_matrices_counted(gradients, max_norm):
    length = norm([g for g in gradients if g.ndim > 1])
    return scaled(gradients, length > max_norm, max_norm / length)


@misconception("clip_by_global_norm")
def sum_of_norms(gradients, max_norm):
    """Do lengths of perpendicular arrows add up? Try arrays of length 3 and 4."""
    total = sum(lengths(gradients))
    return scaled(gradients, total > max_norm, max_norm / total)


@misconception("clip_by_global_norm", name="max-norm")
def longest_array_for_all(gradients, max_norm):
    """Is the longest side of a box as long as its diagonal?"""
    longest = max(lengths(gradients))
    return scaled(gradients, longest > max_norm, max_norm / longest)


@misconception("clip_by_global_norm", name="max-norm")
def largest_entry_for_all(gradients, max_norm):
    return scaled(gradients, largest(gradients) > max_norm, max_norm / largest(gradients))


@misconception("clip_by_global_norm", name="l1-norm")
def global_l1_norm(gradients, max_norm):
    """How long is (3, 4)? Compare with the number that your code works with."""
    return scaled(gradients, l1(gradients) > max_norm, max_norm / l1(gradients))


@misconception("clip_by_global_norm", name="mean-not-norm")
def mean_of_lengths(gradients, max_norm):
    """Is the length of the whole an average of the lengths of its parts? Try arrays of length 3 and 4."""
    mean = np.mean(lengths(gradients))
    return scaled(gradients, mean > max_norm, max_norm / mean)


@misconception("clip_by_global_norm", name="mean-not-norm")
def root_mean_square_of_lengths(gradients, max_norm):
    mean = np.sqrt(np.mean(np.square(lengths(gradients))))
    return scaled(gradients, mean > max_norm, max_norm / mean)


@misconception("clip_by_global_norm", name="mean-not-norm")
def root_mean_square_of_all(gradients, max_norm):
    mean = norm(gradients) / np.sqrt(sum(g.size for g in gradients))
    return scaled(gradients, mean > max_norm, max_norm / mean)


@misconception("clip_by_global_norm", name="clipped-elementwise")
def all_clipped_elementwise(gradients, max_norm):
    """Take all arrays as one long vector. Does it still point the same way after your clipping?"""
    return [np.clip(gradient, -max_norm, max_norm) for gradient in gradients]


@misconception("clip_by_global_norm", name="always-rescales")
def all_always_rescaled(gradients, max_norm):
    """Try gradients far below the threshold. Do they come back unchanged?"""
    return scaled(gradients, True, max_norm / norm(gradients))


@misconception("clip_by_global_norm", name="always-rescales")
def all_always_rescaled_but_zero(gradients, max_norm):
    return scaled(gradients, norm(gradients) > 0, max_norm / norm(gradients))


@misconception("clip_by_global_norm", name="compares-squared-norm")
def all_compared_by_square(gradients, max_norm):
    """Do you compare a length with a length, or with its square? A threshold of 1 hides the difference."""
    return scaled(gradients, norm(gradients) ** 2 > max_norm, max_norm / norm(gradients))


@misconception("clip_by_global_norm", name="divides-by-squared-norm")
def all_divided_by_square(gradients, max_norm):
    """How long is the whole after your clipping? Measure it."""
    return scaled(gradients, norm(gradients) > max_norm, max_norm / norm(gradients) ** 2)


@misconception("clip_by_global_norm", name="squared-norm")
def all_squared_throughout(gradients, max_norm):
    """What does your code take for the length of arrays of length 3 and 4 together?"""
    return scaled(gradients, norm(gradients) ** 2 > max_norm, max_norm / norm(gradients) ** 2)


@misconception("clip_by_global_norm", name="ignores-threshold")
def all_of_unit_length(gradients, max_norm):
    """How long is the whole after your clipping, and how long may it be? Try a threshold other than 1."""
    return scaled(gradients, norm(gradients) > max_norm, 1 / norm(gradients))


@misconception("clip_by_global_norm", name="ignores-threshold")
def all_always_of_unit_length(gradients, max_norm):
    return scaled(gradients, norm(gradients) > 0, 1 / norm(gradients))


@misconception("clip_by_global_norm", name="ignores-threshold")
def all_compared_with_one(gradients, max_norm):
    return scaled(gradients, norm(gradients) > 1, 1 / norm(gradients))


@misconception("clip_by_global_norm", name="ignores-threshold")
def none_clipped(gradients, max_norm):
    return gradients


@misconception("clip_by_global_norm", name="divides-by-threshold")
def all_divided_by_threshold(gradients, max_norm):
    """Does a stricter threshold make your result shorter, or longer?"""
    return scaled(gradients, norm(gradients) > max_norm, 1 / max_norm)


@misconception("clip_by_global_norm", name="divides-by-threshold")
def all_with_fraction_upside_down(gradients, max_norm):
    return scaled(gradients, norm(gradients) > max_norm, norm(gradients) / max_norm)


@misconception("clip_by_global_norm", name="zero-norm-nan")
def all_zero_nan(gradients, max_norm):
    """What does your code compute when all gradients are 0? Does it have to divide there?"""
    return [gradient / norm(gradients) * min(norm(gradients), max_norm) for gradient in gradients]


@misconception("clip_by_global_norm", name="flipped-condition")
def short_ones_rescaled(gradients, max_norm):
    """Which gradients need to be changed: those that are too long, or the others?"""
    return scaled(gradients, 0 < norm(gradients) < max_norm, max_norm / norm(gradients))


@misconception("clip_by_global_norm", name="flipped-condition")
def short_ones_rescaled_and_nan(gradients, max_norm):
    return scaled(gradients, norm(gradients) < max_norm, max_norm / norm(gradients))


@misconception("clip_by_global_norm")
def norm_measured_anew(gradients, max_norm):
    """When do you measure the length of the whole: once, or while its parts already change?"""
    gradients = list(gradients)
    for place, gradient in enumerate(gradients):
        gradients[place] = scaled([gradient], norm(gradients) > max_norm, max_norm / norm(gradients))[0]
    return gradients


@misconception("clip_by_global_norm", name="wrong-shape")
def one_long_vector(gradients, max_norm):
    """How many arrays came in, and in what shapes? The same should come out."""
    whole = np.concatenate([np.ravel(g) for g in gradients])
    return whole * (max_norm / norm(gradients) if norm(gradients) > max_norm else 1)


@misconception("clip_by_global_norm", name="wrong-shape")
def norm_given_back_too(gradients, max_norm):
    return scaled(gradients, norm(gradients) > max_norm, max_norm / norm(gradients)), norm(gradients)


@misconception("clip_by_global_norm")
def mutates_input(gradients, max_norm):
    """The caller may still need its gradients. What do they hold after your function has run?"""
    if (length := norm(gradients)) > max_norm:
        for gradient in gradients:
            gradient *= max_norm / length
    return gradients


@misconception("clip_by_global_norm", name="mutates-input")
def written_into_the_inputs(gradients, max_norm):
    if (length := norm(gradients)) > max_norm:
        for gradient in gradients:
            gradient[...] = gradient * max_norm / length
    return gradients
