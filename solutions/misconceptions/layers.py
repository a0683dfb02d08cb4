"""How the building blocks go wrong."""

import numpy as np

from autograder.authoring import misconception


@misconception("linear_forward")
def bias_forgotten(X, W, b):
    """What does your layer answer for an input of zeros? Every argument has a part to play."""
    return X @ W


@misconception("linear_forward")
def bias_inside_product(X, W, b):
    """Is the bias multiplied by anything? Try an input of zeros."""
    return X @ (W + b)


@misconception("linear_forward")
def bias_per_data_point(X, W, b):
    """Does each unit have its own bias, or each data point?"""
    return X @ W + b[:, None]


@misconception("linear_forward")
def weights_transposed(X, W, b):
    """Which axis of W counts the inputs, and which the outputs? Write the shapes under the product."""
    return X @ W.T + b


@misconception("linear_forward")
def columns_for_rows(X, W, b):
    """On the slides one data point is a column. What is it in X?"""
    return W.T @ X + b


@misconception("linear_forward")
def relu_applied(X, W, b):
    """Is the activation function a part of this building block?"""
    return np.maximum(0, X @ W + b)


@misconception("linear_backward")
def mean_over_batch(dZ, X, W):
    """Somewhere the loss has already been averaged. How often should that be done on the way back?"""
    return dZ @ W.T, X.T @ dZ / len(X), dZ.mean(axis=0)


@misconception("linear_backward")
def averaged_everywhere(dZ, X, W):
    """This layer only passes on what comes in from above. Does the size of the batch appear in Z = X W + b?"""
    dZ = dZ / len(X)
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


@misconception("linear_backward")
def bias_wrong_axis(dZ, X, W):
    """One bias serves many data points. Over which axis do these stand?"""
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=1)


@misconception("linear_backward")
def bias_not_summed(dZ, X, W):
    """A bias has an effect on every data point of the batch. How do these effects come together?"""
    return dZ @ W.T, X.T @ dZ, dZ


@misconception("linear_backward")
def bias_scalar(dZ, X, W):
    """How many biases are there, and how many numbers is your gradient?"""
    return dZ @ W.T, X.T @ dZ, dZ.sum()


@misconception("linear_backward")
def bias_mean(dZ, X, W):
    """You treat the bias otherwise than the weights. Think of it as the weight of an input that is always 1."""
    return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)


@misconception("linear_backward")
def bias_kept_as_row(dZ, X, W):
    """How many axes has b, and how many has your gradient?"""
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)


@misconception("linear_backward")
def weight_gradient_transposed(dZ, X, W):
    """Compare the shape of your gradient with the shape of what it belongs to."""
    return dZ @ W.T, dZ.T @ X, dZ.sum(axis=0)


@misconception("linear_backward")
def input_gradient_not_transposed(dZ, X, W):
    """Going forward, W leads from inputs to outputs. Which way does the gradient travel?"""
    return dZ @ W, X.T @ dZ, dZ.sum(axis=0)


@misconception("linear_backward")
def input_gradient_without_weights(dZ, X, W):
    """How strongly an input matters depends on something. What multiplies it going forward?"""
    return dZ.sum(axis=1, keepdims=True) * np.ones(X.shape), X.T @ dZ, dZ.sum(axis=0)


@misconception("linear_backward")
def last_sample_only(dZ, X, W):
    """With two different data points in the batch, what has become of the first one's share?"""
    for x, dz in zip(X, dZ):
        dW = np.outer(x, dz)
    return dZ @ W.T, dW, dZ.sum(axis=0)


@misconception("linear_backward")
def summed_before_product(dZ, X, W):
    """Adding up over the batch and multiplying: does the order matter? Compare on two data points."""
    return dZ @ W.T, np.outer(X.sum(axis=0), dZ.sum(axis=0)), dZ.sum(axis=0)


@misconception("linear_backward")
def swapped_outputs(dZ, X, W):
    """In which order should the gradients come back?"""
    return X.T @ dZ, dZ @ W.T, dZ.sum(axis=0)


@misconception("linear_backward")
def int_truncation(dZ, X, W):
    """What type have your result arrays when the inputs are whole numbers, and what fits in them?"""
    dX, dW = np.zeros_like(X), np.zeros_like(W)
    dX[...], dW[...] = dZ @ W.T, X.T @ dZ
    return dX, dW, dZ.sum(axis=0)


@misconception("relu_forward")
def absolute_value(Z):
    """What becomes of a negative pre-activation?"""
    return np.abs(Z)


@misconception("relu_forward")
def leaky_slope(Z):
    """How much of a negative pre-activation gets through? This is the plain function, without refinements."""
    return np.where(Z > 0, Z, 0.01 * Z)


@misconception("relu_forward")
def slope_for_value(Z):
    """What comes out for a pre-activation of 5: the value, or how steep the function is there?"""
    return (Z > 0) * 1.0


@misconception("relu_forward")
def largest_of_each_column(Z):
    """NumPy has one maximum for two arrays and another along an axis. Which one is yours? Print the shape."""
    return np.max(Z, 0)


@misconception("relu_forward")
def mutates_input(Z):
    """After the call, what has become of the array that the caller handed in? The backward pass still needs it."""
    Z[Z < 0] = 0
    return Z


@misconception("relu_backward")
def missing_relu_mask(dA, Z):
    """Which units let nothing through on the way forward, and what can they pass back?"""
    return dA * 1.0


@misconception("relu_backward")
def mask_by_upstream(dA, Z):
    """Your mask looks at the gradient from above. Did the unit know that gradient when it switched on or off?"""
    return dA * (dA > 0)


@misconception("relu_backward")
def mask_by_both_signs(dA, Z):
    """A unit that was on: does it matter whether what comes back is positive or negative?"""
    return dA * (Z > 0) * (dA > 0)


@misconception("relu_backward")
def mask_inverted(dA, Z):
    """On which side of 0 is ReLU flat?"""
    return dA * (Z < 0)


@misconception("relu_backward", name="leaky-slope")
def slope_leaks(dA, Z):
    """How steep is ReLU where it is off? Exactly?"""
    return np.where(Z > 0, dA, 0.01 * dA)


@misconception("relu_backward")
def mask_only(dA, Z):
    """The chain rule multiplies two factors. Where is the one that comes from above?"""
    return (Z > 0) * 1.0


@misconception("relu_backward")
def forward_for_backward(dA, Z):
    """Is this what the unit sends forward, or what it passes back? Look at which arguments you used."""
    return np.maximum(0, Z)


@misconception("relu_backward")
def activation_for_slope(dA, Z):
    """Does the chain rule multiply by the value of ReLU, or by how steep it is?"""
    return dA * np.maximum(0, Z)


@misconception("relu_backward")
def slope_by_division(dA, Z):
    """Your slope is a quotient. Is there a pre-activation at which it has no value?"""
    return dA * np.maximum(0, Z) / Z


@misconception("relu_backward")
def mask_shared_by_batch(dA, Z):
    """Can a unit be on for one data point and off for the next?"""
    return dA * (Z > 0).any(axis=0)


@misconception("relu_backward", name="mutates-input")
def upstream_overwritten(dA, Z):
    """After the call, what has become of the gradient that the caller handed in?"""
    dA[Z <= 0] = 0
    return dA


@misconception("relu_backward", name="int-truncation")
def upstream_truncated(dA, Z):
    """What type has your result array when the pre-activations are whole numbers, and what fits in it?"""
    dZ = np.zeros_like(Z)
    dZ[Z > 0] = dA[Z > 0]
    return dZ


@misconception("squared_loss_backward")
def missing_factor_2(G, Y):
    """Differentiate one square by hand. What becomes of its exponent?"""
    return (G - Y) / len(G)


@misconception("squared_loss_backward")
def wrong_sign(G, Y):
    """Where an output is too large, does J rise or fall with it?"""
    return 2 * (Y - G) / len(G)


@misconception("squared_loss_backward")
def sum_not_mean(G, Y):
    """J is an average. How much does one data point among a thousand count in it?"""
    return 2 * (G - Y)


@misconception("squared_loss_backward")
def mean_over_outputs(G, Y):
    """Over what does J take the average: over data points, or over all numbers in the array?"""
    return 2 * (G - Y) / np.size(G)


@misconception("squared_loss_backward")
def averaged_twice(G, Y):
    """How often does the batch size appear in J?"""
    return 2 * (G - Y) / len(G) ** 2


@misconception("squared_loss_backward")
def averaged_over_batch(G, Y):
    """A gradient has the shape of what it belongs to. Do two data points share one output?"""
    return np.mean(2 * (G - Y), axis=0)


@misconception("squared_loss_backward", name="int-truncation")
def gradient_truncated(G, Y):
    """What type has your result array when the outputs are whole numbers, and what fits in it?"""
    dG = np.zeros_like(G)
    dG[...] = 2 * (G - Y) / len(G)
    return dG
