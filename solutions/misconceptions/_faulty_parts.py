"""Wrong parts that several exercises have in common, to be used in place of right ones."""

import numpy as np
from _reference_parts import error_gradient, relu, sigmoid, slope, weight_gradient

LEAKS = 0.01, 0.1, 0.2, 0.05, 0.001, 0.5
RATES = 0.1, 0.01, 1.0, 0.5, 0.05, 0.001  # of a step that is taken during the backward pass


# In place of an activation function or its slope: functions of Z


def identity(Z):
    return Z


def ones(Z):
    return np.ones(np.shape(Z))


def off(Z):
    return (Z <= 0) * 1.0


def leaky(leak):
    return lambda Z: np.where(Z > 0, Z, leak * Z)


def leaky_slope(leak):
    return lambda Z: np.where(Z > 0, 1, leak)


# In place of dJ/dG: functions of G and Y


def half_gradient(G, Y):
    return (G - Y) / len(G)


def opposite_gradient(G, Y):
    return error_gradient(Y, G)


def opposite_half_gradient(G, Y):
    return (Y - G) / len(G)


def gradient_of_sum(G, Y):
    return 2 * (G - Y)


def half_gradient_of_sum(G, Y):
    return G - Y


def gradient_over_all(G, Y):
    return 2 * (G - Y) / np.size(G)


def gradient_over_outputs(G, Y):
    return 2 * (G - Y) / np.shape(G)[1]


def gradient_averaged_twice(G, Y):
    return 2 * (G - Y) / len(G) ** 2


def error_over_sum_of_shape(G, Y):
    return 2 * (G - Y) / sum(np.shape(G))


def target_forgotten(G, Y):
    return 2 * G / len(G)


def target_forgotten_and_half(G, Y):
    return G / len(G)


def slope_of_output(G, Y):
    return np.ones(np.shape(G)) / len(G)


def slope_of_output_not_averaged(G, Y):
    return np.ones(np.shape(G))


def losses(G, Y):
    return (G - Y) ** 2 / len(G)


def losses_doubled(G, Y):
    return 2 * (G - Y) ** 2 / len(G)


WITHOUT_TARGET = target_forgotten, target_forgotten_and_half
SLOPES_OF_OUTPUT = slope_of_output, slope_of_output_not_averaged
LOSSES = losses, losses_doubled


# In place of the backward step through one layer: functions of dZ, W and the Z below


def masked(mask):
    return lambda dZ, W, Z: dZ @ W.T * mask(Z)


def down_by_upstream(dZ, W, Z):
    return relu(dZ @ W.T)


def down_by_both(dZ, W, Z):
    return relu(dZ @ W.T) * slope(Z)


def down_by_positive_weights(dZ, W, Z):
    return dZ @ relu(W).T


def down_by_sum_of_weights(dZ, W, Z):
    return dZ @ W.T * (W.sum(axis=1) > 0)


def down_averaged(dZ, W, Z):
    return dZ @ W.T * slope(Z) / len(dZ)


def down_without_weights(dZ, W, Z):
    return dZ.sum(axis=1, keepdims=True) * slope(Z)


def down_without_weights_one_by_one(dZ, W, Z):
    return dZ * slope(Z)


def down_not_transposed(dZ, W, Z):
    return dZ @ W * slope(Z)


def down_reshaped(dZ, W, Z):
    return dZ @ W.reshape(W.shape[::-1]) * slope(Z)


def down_not_transposed_if_square(dZ, W, Z):
    return dZ @ (W if len(W) == len(W.T) else W.T) * slope(Z)


def mask_alone(dZ, W, Z):
    return slope(Z)


def mask_times_weights(dZ, W, Z):
    return slope(Z) * W.sum(axis=1)


def activation_for_slope(dZ, W, Z):
    return dZ @ W.T * relu(Z)


def mask_of_any(dZ, W, Z):
    return dZ @ W.T * slope(Z).any(axis=0)


def mask_of_all(dZ, W, Z):
    return dZ @ W.T * slope(Z).all(axis=0)


# In place of dJ/dW: functions of the layer's input A, and dZ


def weights_transposed(A, dZ):
    return dZ.T @ A


def weights_pressed_into_shape(A, dZ):
    return (dZ.T @ A).reshape(A.shape[1], dZ.shape[1])


def weights_without_input(A, dZ):
    return np.ones(A.shape).T @ dZ


def weights_averaged(A, dZ):
    return weight_gradient(A, dZ) / len(dZ)


def weights_of_last(A, dZ):
    return np.outer(A[-1], dZ[-1])


# In place of dJ/db: functions of dZ


def biases_of_data_points(dZ):
    return dZ.sum(axis=1)


def biases_of_data_points_where_that_fits(dZ):
    return dZ.sum(axis=1 if len(dZ) == len(dZ.T) else 0)


def not_summed(dZ):
    return dZ


def one_sum(dZ):
    return dZ.sum()


def one_sum_for_all(dZ):
    return np.full(dZ.shape[1], dZ.sum())


def biases_averaged(dZ):
    return dZ.mean(axis=0)


def biases_of_last(dZ):
    return dZ[-1]


def from_weights(dW):
    return dW.sum(axis=0)


def from_mean_of_weights(dW):
    return dW.mean(axis=0)


BIASES_FROM_WEIGHTS = from_weights, from_mean_of_weights


# In place of the backward pass, or of a layer


def backward_with(dA, inputs, Ws, own, passed):
    """Both lists of gradients, with some slopes for each layer's own gradients, and others for what is passed down."""
    dWs, dbs = [], []
    for layer in reversed(range(len(Ws))):
        dZ = dA * own[layer]
        dWs.insert(0, weight_gradient(inputs[layer], dZ))
        dbs.insert(0, dZ.sum(axis=0))
        dA = dA * passed[layer] @ Ws[layer].T
    return dWs, dbs


def ones_first_bias_last(A, W, b):
    return np.hstack([np.ones((len(A), 1)), A]) @ np.vstack([W, b])


def ones_last_bias_first(A, W, b):
    return np.hstack([A, np.ones((len(A), 1))]) @ np.vstack([b, W])


MISPLACED = ones_first_bias_last, ones_last_bias_first


# In place of an elementwise function: one decision for the whole array


def by_any(on, off):
    return lambda Z: on(Z) if np.any(Z > 0) else off(Z)


def by_all(on, off):
    return lambda Z: on(Z) if np.all(Z > 0) else off(Z)


BY_ONE_DECISION = by_any, by_all


# The slopes of other activation functions, as they are written with the function's own value


def slope_of_sigmoid(A):
    return A * (1 - A)


def slope_of_tanh(A):
    return 1 - A**2


OTHER_SLOPES = slope_of_sigmoid, slope_of_tanh
OTHER_ACTIVATIONS = sigmoid, np.tanh
