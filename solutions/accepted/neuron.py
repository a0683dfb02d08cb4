"""Right answers for one neuron that look odd."""

import numpy as np


def squared_loss__product(g, y):
    return (y - g) * (y - g)


def squared_loss__python_float(g, y):
    return float(abs(g - y)) ** 2


def squared_loss__numpy(g, y):
    return np.square(np.subtract(g, y))


def squared_loss__size_1_array(g, y):
    return np.array([[(g - y) ** 2]])


def squared_loss__list(g, y):
    return [pow(float(g) - float(y), 2)]


def squared_loss__float32(g, y):
    return (np.float32(g) - np.float32(y)) ** 2


def linear_neuron_gradient__dot(w, x, y):
    return 2 * (np.dot(w, x) - y) * x


def linear_neuron_gradient__entry_by_entry(w, x, y):
    g = sum(w[i] * x[i] for i in range(len(w)))
    gradient = np.empty(len(w))
    for i in range(len(w)):
        gradient[i] = x[i] * 2 * (g - y)
    return gradient


def linear_neuron_gradient__list(w, x, y):
    g = float(sum(a * b for a, b in zip(w, x)))
    return [float(a) * 2 * (g - y) for a in x]


def linear_neuron_gradient__outer_minus_target(w, x, y):
    return 2 * np.outer(x, x) @ w - 2 * x * y


def linear_neuron_gradient__two_minuses(w, x, y):
    return -2 * x * (y - (w * x).sum())


def linear_neuron_gradient__einsum(w, x, y):
    return np.einsum("i,->i", x, 2.0 * (np.einsum("i,i->", w, x) - y))


def linear_neuron_gradient__as_column(w, x, y):
    w, x = w.reshape(-1, 1), x.reshape(-1, 1)
    return (x @ (2 * (w.T @ x - y))).ravel()


def linear_neuron_gradient__float32(w, x, y):
    w, x, y = np.float32(w), np.float32(x), np.float32(y)
    return x * np.float32(2) * (w @ x - y)


def relu_neuron_gradient__without_relu(w, x, y):
    z = w @ x
    return x * 2 * (z - y) * (z > 0)


def relu_neuron_gradient__slope_one_at_zero(w, x, y):
    z = np.dot(w, x)
    return x * (z >= 0) * 2 * (max(z, 0) - y)


def relu_neuron_gradient__slope_half_at_zero(w, x, y):
    z = w @ x
    return np.heaviside(z, 0.5) * 2 * (np.maximum(z, 0) - y) * x


def relu_neuron_gradient__slope_by_sign(w, x, y):
    z = w @ x
    return (np.sign(z) + 1) / 2 * 2 * (np.maximum(z, 0) - y) * x


def relu_neuron_gradient__mask_by_output(w, x, y):
    g = max(0.0, float(w @ x))
    return np.sign(g) * 2 * (g - y) * x


def relu_neuron_gradient__dead_first(w, x, y):
    z = w @ x
    if z <= 0:
        return np.zeros(len(x))
    return 2 * (z - y) * x


def relu_neuron_gradient__list(w, x, y):
    z = sum(float(a) * float(b) for a, b in zip(w, x))
    return [2 * (z - y) * float(a) if z > 0 else 0 for a in x]


def relu_neuron_gradient__negative_zero(w, x, y):
    z = w @ x
    return -(x * (z > 0) * 2 * (y - np.maximum(z, 0)))


def relu_neuron_gradient__where(w, x, y):
    z = np.sum(w * x)
    g = np.where(z > 0, z, 0)
    dz = np.where(z < 0, 0, 2 * (g - y))
    return np.multiply(x, dz)


def relu_neuron_gradient__float32(w, x, y):
    w, x, y = np.float32(w), np.float32(x), np.float32(y)
    z = w @ x
    return x * np.float32(z > 0) * np.float32(2) * (np.maximum(z, np.float32(0)) - y)


def relu_neuron_gradient__as_matrices(w, x, y):
    X, W = x[None, :], w[:, None]
    Z = X @ W
    return (X.T @ (2 * (np.maximum(Z, 0) - y) * (Z > 0)))[:, 0]


def sgd_step__copy(w, gradient, learning_rate):
    w = np.array(w, dtype=float)
    w -= learning_rate * np.asarray(gradient)
    return w


def sgd_step__add_negative(w, gradient, learning_rate):
    return w + (-learning_rate) * gradient


def sgd_step__list(w, gradient, learning_rate):
    return (np.asarray(w) - np.multiply(learning_rate, gradient)).tolist()


def sgd_step__in_a_buffer(w, gradient, learning_rate):
    step = np.empty(np.shape(w))
    np.multiply(gradient, learning_rate, out=step)
    return np.subtract(w, step, out=step)


def sgd_step__entry_by_entry(w, gradient, learning_rate):
    new = np.zeros(np.shape(w))
    for index in np.ndindex(np.shape(w)):
        new[index] = np.asarray(w)[index] - learning_rate * np.asarray(gradient)[index]
    return new


def sgd_step__float32(w, gradient, learning_rate):
    return np.float32(w) - np.float32(learning_rate) * np.float32(gradient)


def sgd_step__dot(w, gradient, learning_rate):
    return np.tensordot([1.0, -learning_rate], np.stack([w, gradient]), axes=1)


def sgd_linear_regression__choice(w, X, Y, learning_rate, steps, rng):
    w = np.asarray(w) * 1.0
    for _ in range(steps):
        i = rng.choice(len(X))
        w = w - learning_rate * X[i] * 2 * (w @ X[i] - Y[i])
    return w


def sgd_linear_regression__all_picks_at_once(w, X, Y, learning_rate, steps, rng):
    w = w.astype(float)
    for i in rng.integers(0, X.shape[0], size=steps):
        w -= learning_rate * 2 * (np.dot(w, X[i]) - Y[i]) * X[i]
    return w


def sgd_linear_regression__row_as_a_batch(w, X, Y, learning_rate, steps, rng):
    w = w.copy().astype(np.float64)
    for _ in range(steps):
        i = int(rng.integers(len(X)))
        x, y = X[i : i + 1], Y[i : i + 1]
        w = w + learning_rate * 2 * x.T @ (y - x @ w)
    return w


def sgd_linear_regression__floor_of_a_uniform(w, X, Y, learning_rate, steps, rng):
    w = list(map(float, w))
    for _ in range(steps):
        i = int(rng.random() * len(X))
        error = sum(a * b for a, b in zip(w, X[i])) - Y[i]
        w = [a - 2 * learning_rate * error * b for a, b in zip(w, X[i])]
    return w


def sgd_linear_regression__first_of_a_permutation(w, X, Y, learning_rate, steps, rng):
    w = np.array(w, dtype=float)
    for _ in range(steps):
        i = rng.permutation(len(X))[0]
        w = w - learning_rate * linear_neuron_gradient__dot(w, X[i], Y[i])
    return w


def sgd_linear_regression__recursive(w, X, Y, learning_rate, steps, rng):
    if steps == 0:
        return np.array(w, dtype=float)
    i = rng.integers(len(X))
    moved = w - learning_rate * 2 * X[i] * (X[i] @ w - Y[i])
    return (
        sgd_linear_regression__recursive(moved, X, Y, learning_rate, steps - 1, rng)
        if steps < 500
        else (sgd_linear_regression__choice(moved, X, Y, learning_rate, steps - 1, rng))
    )
