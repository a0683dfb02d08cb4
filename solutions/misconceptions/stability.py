"""How norms, clipping and initialization go wrong."""

import numpy as np

from autograder.authoring import misconception


def long_norm(gradients):
    """The norm over all arrays together."""
    return np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))


@misconception("gradient_norms")
def squared_norm(dWs):
    """What does your code answer for the one gradient (3, 4), and how long is that arrow?"""
    return np.array([np.sum(dW**2) for dW in dWs])


@misconception("gradient_norms")
def sum_of_absolutes(dWs):
    """How long is the way from (0, 0) to (3, 4), as the crow flies?"""
    return np.array([np.sum(np.abs(dW)) for dW in dWs])


@misconception("gradient_norms")
def mean_not_norm(dWs):
    """Can a gradient with entries of both signs have the length 0?"""
    return np.array([np.mean(dW) for dW in dWs])


@misconception("gradient_norms")
def root_mean_square(dWs):
    """Does a length depend on how many numbers it is made of? Append a zero to (3, 4) and see."""
    return np.array([np.sqrt(np.mean(dW**2)) for dW in dWs])


@misconception("gradient_norms")
def spectral_norm(dWs):
    """A matrix has several norms. Which one treats it as one long vector, and which one did you ask NumPy for?"""
    return np.array([np.linalg.norm(dW, 2) for dW in dWs])


@misconception("gradient_norms")
def one_for_all_layers(dWs):
    """How many layers are there, and how many numbers do you give back?"""
    return long_norm(dWs)


@misconception("gradient_norms")
def reversed_layers(dWs):
    """Which layer does your first number belong to?"""
    return np.array([np.sqrt(np.sum(dW**2)) for dW in dWs[::-1]])


@misconception("clip_by_norm")
def clipped_elementwise(gradient, max_norm):
    """Draw the gradient before and after. Do both arrows point the same way?"""
    return np.clip(gradient, -max_norm, max_norm)


@misconception("clip_by_norm")
def always_rescales(gradient, max_norm):
    """Try a gradient far below the threshold. Does it come back as you would like it to?"""
    return max_norm * gradient / np.linalg.norm(gradient)


@misconception("clip_by_norm")
def compares_squared_norm(gradient, max_norm):
    """Do the two numbers that you compare have the same unit? With a threshold of 1 one cannot tell."""
    square = np.sum(gradient**2)
    return max_norm * gradient / np.sqrt(square) if square > max_norm else gradient


@misconception("clip_by_norm")
def divides_by_squared_norm(gradient, max_norm):
    """How long is your result? Measure it once the clipping has happened."""
    square = np.sum(gradient**2)
    return max_norm * gradient / square if np.sqrt(square) > max_norm else gradient


@misconception("clip_by_norm")
def ignores_threshold(gradient, max_norm):
    """How long is your result, and how long may it be? Try a threshold other than 1."""
    norm = np.linalg.norm(gradient)
    return gradient / norm if norm > max_norm else gradient


@misconception("clip_by_norm")
def divides_by_threshold(gradient, max_norm):
    """Does a stricter threshold make your result shorter, or longer?"""
    return gradient / max_norm if np.linalg.norm(gradient) > max_norm else gradient


@misconception("clip_by_norm")
def zero_norm_nan(gradient, max_norm):
    """What does your code compute for a gradient without any length? Must it get as far as a quotient?"""
    norm = np.linalg.norm(gradient)
    return gradient / norm * min(norm, max_norm)


@misconception("clip_by_norm")
def flipped_condition(gradient, max_norm):
    """Which gradients need to be changed: those that are too long, or the others?"""
    norm = np.linalg.norm(gradient)
    return max_norm * gradient / norm if 0 < norm < max_norm else gradient


@misconception("clip_by_norm")
def l1_norm(gradient, max_norm):
    """How long is (3, 4)? Compare with the number that your code works with."""
    norm = np.sum(np.abs(gradient))
    return max_norm * gradient / norm if norm > max_norm else gradient


@misconception("clip_by_norm")
def max_norm(gradient, max_norm):
    """Is the longest side of a box as long as its diagonal?"""
    norm = np.max(np.abs(gradient))
    return max_norm * gradient / norm if norm > max_norm else gradient


@misconception("clip_by_norm")
def clipped_per_row(gradient, max_norm):
    """How many lengths has one gradient? Take the whole array as one vector."""
    norms = np.sqrt(np.sum(gradient**2, axis=-1, keepdims=True))
    return np.where(norms > max_norm, max_norm * gradient / norms, gradient)


@misconception("clip_by_norm")
def int_truncation(gradient, max_norm):
    """What type has your result array when the gradient holds whole numbers, and what fits in it?"""
    norm = np.linalg.norm(gradient)
    clipped = np.zeros_like(gradient)
    clipped[...] = max_norm * gradient / norm if norm > max_norm else gradient
    return clipped


@misconception("clip_by_norm")
def mutates_input(gradient, max_norm):
    """After the call, what has become of the array that the caller handed in?"""
    norm = np.linalg.norm(gradient)
    if norm > max_norm:
        gradient[...] = max_norm * gradient / norm
    return gradient


@misconception("clip_by_global_norm")
def clipped_per_array(gradients, max_norm):
    """No array is too long by itself any more. And the whole that they make up?"""
    norms = [np.linalg.norm(gradient) for gradient in gradients]
    return [max_norm * g / norm if norm > max_norm else g for g, norm in zip(gradients, norms)]


@misconception("clip_by_global_norm")
def only_long_arrays_rescaled(gradients, max_norm):
    """Does the direction of the whole stay the same when some of its parts shrink and others do not?"""
    norm = long_norm(gradients)
    return [max_norm * g / norm if np.linalg.norm(g) > max_norm else g for g in gradients]


@misconception("clip_by_global_norm")
def sum_of_norms(gradients, max_norm):
    """Do lengths of perpendicular arrows add up? Try arrays of length 3 and 4."""
    norm = sum(np.linalg.norm(gradient) for gradient in gradients)
    return [max_norm * g / norm if norm > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="max-norm")
def longest_array_for_all(gradients, max_norm):
    """Is the longest side of a box as long as its diagonal?"""
    norm = max(np.linalg.norm(gradient) for gradient in gradients)
    return [max_norm * g / norm if norm > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="l1-norm")
def global_l1_norm(gradients, max_norm):
    """How long is (3, 4)? Compare with the number that your code works with."""
    norm = sum(np.sum(np.abs(gradient)) for gradient in gradients)
    return [max_norm * g / norm if norm > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="clipped-elementwise")
def all_clipped_elementwise(gradients, max_norm):
    """Take all arrays as one long vector. Does it still point the same way after your clipping?"""
    return [np.clip(gradient, -max_norm, max_norm) for gradient in gradients]


@misconception("clip_by_global_norm", name="always-rescales")
def all_always_rescaled(gradients, max_norm):
    """Try gradients far below the threshold. Do they come back as you would like them to?"""
    return [max_norm * gradient / long_norm(gradients) for gradient in gradients]


@misconception("clip_by_global_norm", name="compares-squared-norm")
def all_compared_by_square(gradients, max_norm):
    """Do the two numbers that you compare have the same unit? With a threshold of 1 one cannot tell."""
    norm = long_norm(gradients)
    return [max_norm * g / norm if norm**2 > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="ignores-threshold")
def all_of_unit_length(gradients, max_norm):
    """How long is the whole after your clipping, and how long may it be? Try a threshold other than 1."""
    norm = long_norm(gradients)
    return [g / norm if norm > max_norm else g for g in gradients]


@misconception("clip_by_global_norm", name="zero-norm-nan")
def all_zero_nan(gradients, max_norm):
    """What does your code compute when all gradients vanish? Must it get as far as a quotient?"""
    norm = long_norm(gradients)
    return [g / norm * min(norm, max_norm) for g in gradients]


@misconception("clip_by_global_norm", name="flipped-condition")
def short_ones_rescaled(gradients, max_norm):
    """Which gradients need to be changed: those that are too long, or the others?"""
    norm = long_norm(gradients)
    return [max_norm * g / norm if 0 < norm < max_norm else g for g in gradients]


@misconception("clip_by_global_norm")
def one_long_vector(gradients, max_norm):
    """How many arrays came in, and in what shapes? The same should come out."""
    norm = long_norm(gradients)
    return np.concatenate([np.ravel(g) for g in gradients]) * (max_norm / norm if norm > max_norm else 1)


@misconception("clip_by_global_norm", name="mutates-input")
def gradients_overwritten(gradients, max_norm):
    """After the call, what has become of the arrays that the caller handed in?"""
    norm = long_norm(gradients)
    for gradient in gradients:
        gradient[...] = max_norm * gradient / norm if norm > max_norm else gradient
    return gradients


@misconception("xavier_init")
def variance_as_std(n_in, n_out, rng):
    """The rule names a variance. What does your generator want to be told: a variance, or a standard deviation?"""
    return rng.normal(0, 1 / n_in, size=(n_in, n_out))


@misconception("xavier_init")
def fan_out(n_in, n_out, rng):
    """A pre-activation is a sum. What decides how many weights have a share in it?"""
    return rng.normal(0, np.sqrt(1 / n_out), size=(n_in, n_out))


@misconception("xavier_init")
def glorot_average(n_in, n_out, rng):
    """There is a version of this rule that looks at both sides of the layer. Is it the one of the lecture?"""
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))


@misconception("xavier_init")
def xavier_he_swapped(n_in, n_out, rng):
    """Two rules, two activation functions. For which of them does half of the signal get lost?"""
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


@misconception("xavier_init")
def no_scale(n_in, n_out, rng):
    """What happens to the pre-activations when a layer has a thousand inputs?"""
    return rng.normal(size=(n_in, n_out))


@misconception("xavier_init")
def fixed_scale(n_in, n_out, rng):
    """Should a layer with ten inputs and one with a thousand get weights of the same size?"""
    return 0.01 * rng.normal(size=(n_in, n_out))


@misconception("xavier_init")
def uniform_not_normal(n_in, n_out, rng):
    """Plot a histogram of your weights. Has it the shape that the rule asks for?"""
    return rng.uniform(-1, 1, size=(n_in, n_out)) * np.sqrt(3 / n_in)


@misconception("xavier_init")
def uniform_zero_one(n_in, n_out, rng):
    """Plot a histogram of your weights. Where is its middle?"""
    return rng.random((n_in, n_out)) * np.sqrt(1 / n_in)


@misconception("xavier_init")
def same_for_every_unit(n_in, n_out, rng):
    """If two neurons start with the same weights, what will ever make them different?"""
    return np.tile(rng.normal(0, np.sqrt(1 / n_in), size=(n_in, 1)), n_out)


@misconception("xavier_init")
def all_zeros(n_in, n_out, rng):
    """If all neurons start alike, what will ever make them different?"""
    return np.zeros((n_in, n_out))


@misconception("xavier_init")
def reseeds(n_in, n_out, rng):
    """Call your function with two different generators. Do you get different numbers?"""
    return np.random.default_rng(0).normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


@misconception("xavier_init")
def global_random(n_in, n_out, rng):
    """Call your function twice with generators of the same seed. Where does the randomness come from?"""
    return np.random.default_rng().normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


@misconception("xavier_init")
def transposed_shape(n_in, n_out, rng):
    """In which axis of W are the inputs counted?"""
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_out, n_in))


@misconception("he_init", name="variance-as-std")
def he_variance_as_std(n_in, n_out, rng):
    """The rule names a variance. What does your generator want to be told: a variance, or a standard deviation?"""
    return rng.normal(0, 2 / n_in, size=(n_in, n_out))


@misconception("he_init")
def root_of_numerator_only(n_in, n_out, rng):
    """A standard deviation is the root of a variance. Of all of it?"""
    return rng.normal(0, np.sqrt(2) / n_in, size=(n_in, n_out))


@misconception("he_init", name="fan-out")
def he_fan_out(n_in, n_out, rng):
    """A pre-activation is a sum. What decides how many weights have a share in it?"""
    return rng.normal(0, np.sqrt(2 / n_out), size=(n_in, n_out))


@misconception("he_init", name="xavier-he-swapped")
def he_without_its_factor(n_in, n_out, rng):
    """What does ReLU do to half of the pre-activations, and how does the rule make up for it?"""
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


@misconception("he_init", name="no-scale")
def he_without_scale(n_in, n_out, rng):
    """What happens to the pre-activations when a layer has a thousand inputs?"""
    return rng.normal(size=(n_in, n_out))


@misconception("he_init", name="uniform-not-normal")
def he_uniform(n_in, n_out, rng):
    """Plot a histogram of your weights. Has it the shape that the rule asks for?"""
    return rng.uniform(-1, 1, size=(n_in, n_out)) * np.sqrt(6 / n_in)


@misconception("he_init", name="uniform-zero-one")
def he_uniform_zero_one(n_in, n_out, rng):
    """Plot a histogram of your weights. Where is its middle?"""
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)


@misconception("he_init", name="same-for-every-unit")
def he_same_for_every_unit(n_in, n_out, rng):
    """If two neurons start with the same weights, what will ever make them different?"""
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), size=(n_in, 1)), n_out)


@misconception("he_init", name="all-zeros")
def he_all_zeros(n_in, n_out, rng):
    """If all neurons start alike, what will ever make them different?"""
    return np.zeros((n_in, n_out))


@misconception("he_init", name="reseeds")
def he_reseeds(n_in, n_out, rng):
    """Call your function with two different generators. Do you get different numbers?"""
    return np.random.default_rng(0).normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


@misconception("he_init", name="global-random")
def he_global_random(n_in, n_out, rng):
    """Call your function twice with generators of the same seed. Where does the randomness come from?"""
    return np.random.default_rng().normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


@misconception("he_init", name="transposed-shape")
def he_transposed_shape(n_in, n_out, rng):
    """In which axis of W are the inputs counted?"""
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_out, n_in))
