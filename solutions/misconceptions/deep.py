"""How L layers go wrong."""

import numpy as np
from _right import backward, descended, error_gradient, forward, relu

from autograder.authoring import misconception


@misconception("deep_forward")
def relu_at_output(X, Ws, bs):
    """Can your network ever answer with a negative number? Which layer is different from the others?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, [relu(A) for A in As]


@misconception("deep_forward")
def relu_forgotten(X, Ws, bs):
    """Without an activation function, how much more than a single layer can all your layers do?"""
    Zs = []
    for W, b in zip(Ws, bs):
        Zs.append((Zs[-1] if Zs else X) @ W + b)
    return Zs, [Z.copy() for Z in Zs]


@misconception("deep_forward")
def pre_activation_passed_on(X, Ws, bs):
    """You compute every activation. Which of your arrays does the next layer start from?"""
    Zs = []
    for W, b in zip(Ws, bs):
        Zs.append((Zs[-1] if Zs else X) @ W + b)
    return Zs, [*map(relu, Zs[:-1]), Zs[-1]]


@misconception("deep_forward")
def pre_activation_overwritten(X, Ws, bs):
    """Look at Zs once more at the end: do your two lists hold different arrays, or the same ones twice?"""
    _, As = forward(X, Ws, bs)
    return As, As


@misconception("deep_forward")
def relu_forgotten_in_last_hidden_layer(X, Ws, bs):
    """Count the layers: which one is the last, and does your loop agree with that?"""
    Zs, As = [], []
    for layer, (W, b) in enumerate(zip(Ws, bs)):
        Zs.append((As[-1] if As else X) @ W + b)
        As.append(relu(Zs[-1]) if layer < len(Ws) - 2 else Zs[-1])
    return Zs, As


@misconception("deep_forward")
def input_among_activations(X, Ws, bs):
    """How many entries has your second list, and how many layers are there?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, [X, *As]


@misconception("deep_forward")
def output_missing(X, Ws, bs):
    """Where in your lists does one find the network's output?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, As[:-1]


@misconception("deep_forward")
def swapped_outputs(X, Ws, bs):
    """In which order should the two lists come back?"""
    Zs, As = forward(X, Ws, bs)
    return As, Zs


@misconception("deep_forward")
def shared_list(X, Ws, bs):
    """How many lists did you make? Two names do not make two of them."""
    Zs = As = []
    A = X
    for W, b in zip(Ws, bs):
        Zs.append(A @ W + b)
        A = relu(Zs[-1])
        As.append(A)
    return Zs, As


@misconception("deep_forward")
def crashes_at_one_layer(X, Ws, bs):
    """Walk through your code for a network that has a single layer. Is it the first one, the last one, or both?"""
    Z = X @ Ws[0] + bs[0]
    Zs, As = [Z], [relu(Z)]
    for W, b in zip(Ws[1:-1], bs[1:-1]):
        Zs.append(As[-1] @ W + b)
        As.append(relu(Zs[-1]))
    Z = As[-1] @ Ws[-1] + bs[-1]
    return [*Zs, Z], [*As, Z]


@misconception("deep_backward")
def missing_factor_2(X, Y, Ws, Zs, As):
    """All gradients are off by the same factor, so look at where they all come from: what is the slope of a square?"""
    return backward((As[-1] - Y) / len(X), X, Ws, Zs, As)


@misconception("deep_backward")
def wrong_sign(X, Y, Ws, Zs, As):
    """Where an output is too large, does J rise or fall with it? All layers inherit that sign."""
    return backward(error_gradient(Y, As[-1]), X, Ws, Zs, As)


@misconception("deep_backward")
def sum_not_mean(X, Y, Ws, Zs, As):
    """Put every data point into the batch twice. Should the gradients change?"""
    return backward(2 * (As[-1] - Y), X, Ws, Zs, As)


@misconception("deep_backward")
def averaged_twice(X, Y, Ws, Zs, As):
    """The batch size enters once. At how many places do you divide?"""
    return backward(error_gradient(As[-1], Y) / len(X), X, Ws, Zs, As)


@misconception("deep_backward")
def compounding_average(X, Y, Ws, Zs, As):
    """The last layer is right. Does the gradient shrink by the batch size with every layer that it passes?"""
    dWs, dbs = backward(error_gradient(As[-1], Y), X, Ws, Zs, As)
    shares = [len(X) ** (layer + 1 - len(Ws)) for layer in map(float, range(len(Ws)))]
    return [dW * share for dW, share in zip(dWs, shares)], [db * share for db, share in zip(dbs, shares)]


@misconception("deep_backward")
def missing_relu_mask(X, Y, Ws, Zs, As):
    """Some hidden units were silent on the way forward. Can they be to blame for the error?"""
    return backward(error_gradient(As[-1], Y), X, Ws, [np.ones(Z.shape) for Z in Zs], As)


@misconception("deep_backward")
def mask_on_last_layer(X, Y, Ws, Zs, As):
    """Do all layers have the same activation function? Try a negative output."""
    return backward(error_gradient(As[-1], Y) * (Zs[-1] > 0), X, Ws, Zs, As)


@misconception("deep_backward")
def pre_activation_for_activation(X, Y, Ws, Zs, As):
    """What was it that went into each layer on the way forward? The first layer is right."""
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, Zs)


@misconception("deep_backward")
def activation_off_by_one(X, Y, Ws, Zs, As):
    """Go through your indices for one layer in the middle. Which array feeds it, and which one comes out of it?"""
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, [*As[1:], As[-1]])


@misconception("deep_backward")
def weights_off_by_one(X, Y, Ws, Zs, As):
    """Which matrix led from this layer up to the next? Write the shapes under the product."""
    dZ = error_gradient(As[-1], Y)
    return backward(dZ, X, [Ws[0], *Ws[:-1]], Zs, As)


@misconception("deep_backward")
def weights_not_transposed(X, Y, Ws, Zs, As):
    """Going forward, the weights lead from inputs to outputs. Which way does the gradient travel?"""
    return backward(error_gradient(As[-1], Y), X, [W.T for W in Ws], Zs, As)


@misconception("deep_backward")
def updated_before_used(X, Y, Ws, Zs, As):
    """With which weights was the output computed? Are these still the ones that you go back through?"""
    dZ = error_gradient(As[-1], Y)
    steps, _ = backward(dZ, X, Ws, Zs, As)
    return backward(dZ, X, descended(Ws, steps, 0.1), Zs, As)


@misconception("deep_backward")
def first_layer_forgotten(X, Y, Ws, Zs, As):
    """Where does your loop stop? Compare the lengths, and look for gradients that are 0 throughout."""
    dWs, dbs = backward(error_gradient(As[-1], Y), X, Ws, Zs, As)
    return [np.zeros(Ws[0].shape), *dWs[1:]], [np.zeros(len(dbs[0])), *dbs[1:]]


@misconception("deep_backward")
def reversed_order(X, Y, Ws, Zs, As):
    """You meet the last layer first. Where in the lists should its gradients stand?"""
    dWs, dbs = backward(error_gradient(As[-1], Y), X, Ws, Zs, As)
    return dWs[::-1], dbs[::-1]


@misconception("deep_backward", name="swapped-outputs")
def biases_first(X, Y, Ws, Zs, As):
    """In which order should the two lists come back?"""
    dWs, dbs = backward(error_gradient(As[-1], Y), X, Ws, Zs, As)
    return dbs, dWs


@misconception("deep_backward", name="shared-list")
def gradients_in_one_list(X, Y, Ws, Zs, As):
    """How many lists did you make? Two names do not make two of them."""
    dWs = dbs = [None] * len(Ws)
    for layer, (dW, db) in enumerate(zip(*backward(error_gradient(As[-1], Y), X, Ws, Zs, As))):
        dWs[layer] = dW
        dbs[layer] = db
    return dWs, dbs


@misconception("deep_backward")
def bias_wrong_axis(X, Y, Ws, Zs, As):
    """One bias serves many data points. Over which axis do these stand?"""
    dWs, dbs, dZ = [], [], error_gradient(As[-1], Y)
    for layer in reversed(range(len(Ws))):
        dWs.insert(0, (As[layer - 1] if layer else X).T @ dZ)
        dbs.insert(0, dZ.sum(axis=1))
        dZ = dZ @ Ws[layer].T * (Zs[layer - 1] > 0) if layer else dZ
    return dWs, dbs


@misconception("deep_backward", name="crashes-at-one-layer")
def last_two_layers_by_hand(X, Y, Ws, Zs, As):
    """Walk through your code for a network that has a single layer. Which arrays does it ask for that are not there?"""
    dZ = error_gradient(As[-1], Y)
    dW, db = As[-2].T @ dZ, dZ.sum(axis=0)
    dWs, dbs = backward(dZ @ Ws[-1].T * (Zs[-2] > 0), X, Ws[:-1], Zs[:-1], As[:-1])
    return [*dWs, dW], [*dbs, db]


@misconception("deep_backward")
def mutates_input(X, Y, Ws, Zs, As):
    """After the call, what has become of the lists that the caller handed in?"""
    dZ = error_gradient(As[-1], Y)
    dWs, dbs = backward(dZ, X, Ws, Zs, As)
    As.insert(0, X)
    return dWs, dbs


@misconception("deep_backward")
def no_reuse(X, Y, Ws, Zs, As):
    """Right, but every layer starts from the output again. Which result of the layer above could it start from?"""
    dWs, dbs = [], []
    for target in range(len(Ws)):
        dZ = error_gradient(As[-1], Y)
        for layer in range(len(Ws) - 1, target, -1):
            dZ = dZ @ Ws[layer].T * (Zs[layer - 1] > 0)
        dWs.append((As[target - 1] if target else X).T @ dZ)
        dbs.append(dZ.sum(axis=0))
    return dWs, dbs
