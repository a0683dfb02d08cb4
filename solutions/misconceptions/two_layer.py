"""How a network with one hidden layer goes wrong."""

from _right import error_gradient, relu

from autograder.authoring import misconception


def from_output(dG, X, W2, Z1, A1):
    """The right way back from dJ/dG."""
    dZ1 = dG @ W2.T * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)


@misconception("two_layer_forward")
def relu_at_output(X, W1, b1, W2, b2):
    """Can your network ever answer with a negative number? Which of its layers is linear?"""
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    return Z1, A1, relu(A1 @ W2 + b2)


@misconception("two_layer_forward")
def relu_forgotten(X, W1, b1, W2, b2):
    """What happens between the pre-activation and the activation?"""
    Z1 = X @ W1 + b1
    return Z1, Z1.copy(), Z1 @ W2 + b2


@misconception("two_layer_forward", name="layer-2-from-pre-activation")
def output_from_pre_activation(X, W1, b1, W2, b2):
    """You computed the activation. Where is it used?"""
    Z1 = X @ W1 + b1
    return Z1, relu(Z1), Z1 @ W2 + b2


@misconception("two_layer_forward")
def pre_activation_overwritten(X, W1, b1, W2, b2):
    """Are your first two results two arrays, or two names of one? Look at Z1 once more at the end."""
    Z1 = X @ W1 + b1
    A1 = Z1
    A1[A1 < 0] = 0
    return Z1, A1, A1 @ W2 + b2


@misconception("two_layer_forward")
def output_bias_forgotten(X, W1, b1, W2, b2):
    """Does every argument play a part? Let all hidden units be off, and look at the output."""
    Z1 = X @ W1 + b1
    return Z1, relu(Z1), relu(Z1) @ W2


@misconception("two_layer_forward")
def swapped_outputs(X, W1, b1, W2, b2):
    """In which order should the three results come back?"""
    Z1 = X @ W1 + b1
    return relu(Z1), Z1, relu(Z1) @ W2 + b2


@misconception("two_layer_backward")
def missing_factor_2(X, Y, W2, Z1, A1, G):
    """All gradients are off by the same factor, so look at where they all come from: what is the slope of a square?"""
    return from_output((G - Y) / len(X), X, W2, Z1, A1)


@misconception("two_layer_backward")
def wrong_sign(X, Y, W2, Z1, A1, G):
    """Where an output is too large, does J rise or fall with it? Everything else inherits that sign."""
    return from_output(error_gradient(Y, G), X, W2, Z1, A1)


@misconception("two_layer_backward")
def sum_not_mean(X, Y, W2, Z1, A1, G):
    """Put every data point into the batch twice. Should the gradients change?"""
    return from_output(2 * (G - Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def mean_over_outputs(X, Y, W2, Z1, A1, G):
    """Over what does J take the average: over data points, or over all numbers of the output?"""
    return from_output(2 * (G - Y) / G.size, X, W2, Z1, A1)


@misconception("two_layer_backward")
def averaged_twice(X, Y, W2, Z1, A1, G):
    """The batch size enters once. At how many places do you divide?"""
    return from_output(error_gradient(G, Y) / len(X), X, W2, Z1, A1)


@misconception("two_layer_backward")
def compounding_average(X, Y, W2, Z1, A1, G):
    """Layer 2 is right. Does the gradient shrink by the batch size with every layer that it passes?"""
    dW1, db1, dW2, db2 = from_output(error_gradient(G, Y), X, W2, Z1, A1)
    return dW1 / len(X), db1 / len(X), dW2, db2


@misconception("two_layer_backward")
def layer_2_from_pre_activation(X, Y, W2, Z1, A1, G):
    """What was it that went into the second layer on the way forward?"""
    dG = error_gradient(G, Y)
    dW1, db1, _, db2 = from_output(dG, X, W2, Z1, A1)
    return dW1, db1, Z1.T @ dG, db2


@misconception("two_layer_backward")
def updated_before_used(X, Y, W2, Z1, A1, G):
    """With which weights was G computed? Are these still the ones that you go back through?"""
    dG = error_gradient(G, Y)
    W2 = W2 - 0.1 * A1.T @ dG
    return from_output(dG, X, W2, Z1, A1)


@misconception("two_layer_backward")
def missing_second_weights(X, Y, W2, Z1, A1, G):
    """What lies between a hidden unit and the output? A 1 there would hide it: try another number."""
    dG = error_gradient(G, Y)
    dZ1 = dG.sum(axis=1, keepdims=True) * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)


@misconception("two_layer_backward")
def input_gradient_not_transposed(X, Y, W2, Z1, A1, G):
    """Going forward, W2 leads from hidden units to outputs. Which way does the gradient travel?"""
    return from_output(error_gradient(G, Y), X, W2.T, Z1, A1)


@misconception("two_layer_backward")
def missing_relu_mask(X, Y, W2, Z1, A1, G):
    """Which hidden units had nothing to say on the way forward? Can they be to blame for the error?"""
    dG = error_gradient(G, Y)
    dZ1 = dG @ W2.T
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)


@misconception("two_layer_backward")
def mask_by_upstream(X, Y, W2, Z1, A1, G):
    """Your mask looks at the gradient from above. Did the hidden unit know it when it switched on or off?"""
    dG = error_gradient(G, Y)
    dZ1 = relu(dG @ W2.T)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)


@misconception("two_layer_backward")
def mask_on_linear_output(X, Y, W2, Z1, A1, G):
    """Which activation function has the output layer? Try a negative output."""
    return from_output(error_gradient(G, Y) * (G > 0), X, W2, Z1, A1)


@misconception("two_layer_backward")
def bias_wrong_axis(X, Y, W2, Z1, A1, G):
    """One bias serves many data points. Over which axis do these stand?"""
    dG = error_gradient(G, Y)
    dW1, _, dW2, _ = from_output(dG, X, W2, Z1, A1)
    return dW1, (dG @ W2.T * (Z1 > 0)).sum(axis=1), dW2, dG.sum(axis=1)


@misconception("two_layer_backward")
def last_sample_only(X, Y, W2, Z1, A1, G):
    """With two different data points in the batch, what has become of the first one's share?"""
    for sample in range(len(X)):
        one = slice(sample, sample + 1)
        gradients = from_output(2 * (G[one] - Y[one]) / len(X), X[one], W2, Z1[one], A1[one])
    return gradients


@misconception("two_layer_backward", name="swapped-outputs")
def layers_swapped(X, Y, W2, Z1, A1, G):
    """You found the second layer's gradients first. In which order should they come back?"""
    dW1, db1, dW2, db2 = from_output(error_gradient(G, Y), X, W2, Z1, A1)
    return dW2, db2, dW1, db1


@misconception("two_layer_backward")
def mutates_input(X, Y, W2, Z1, A1, G):
    """After the call, what has become of the results that the caller kept?"""
    gradients = from_output(error_gradient(G, Y), X, W2, Z1, A1)
    Z1[Z1 <= 0] = 0
    Z1[Z1 > 0] = 1
    return gradients
