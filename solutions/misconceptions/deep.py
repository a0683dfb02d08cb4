"""How the forward pass through L layers goes wrong."""

import _faulty_parts as wrong
import numpy as np
from _reference_parts import forward, relu, slope

from autograder.authoring import misconception


@misconception("deep_forward")
def mask_on_last_layer(X, Ws, bs):
    """Can an output of your network ever be negative? Which layer is different from the others?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, [relu(A) for A in As]


@misconception("deep_forward")
def missing_relu_mask(X, Ws, bs):
    """Without an activation function, can all your layers together do more than a single layer?"""
    return forward(X, Ws, bs, wrong.identity)


@misconception("deep_forward", leak=wrong.LEAKS)
def leaky_slope(X, Ws, bs, leak):
    """How much of a negative pre-activation gets through? This is the plain ReLU."""
    return forward(X, Ws, bs, wrong.leaky(leak))


@misconception("deep_forward")
def mask_inverted(X, Ws, bs):
    """Which pre-activations do the hidden layers let through?"""
    return forward(X, Ws, bs, lambda Z: np.minimum(0, Z))


@misconception("deep_forward")
def mask_only(X, Ws, bs):
    """What should a hidden neuron return for a pre-activation of 5: the value of the ReLU, or its slope there?"""
    return forward(X, Ws, bs, slope)


@misconception("deep_forward")
def pre_activation_for_activation(X, Ws, bs):
    """You compute every activation. Which of your arrays does the next layer start from?"""
    Zs, _ = forward(X, Ws, bs, wrong.identity)
    return Zs, [*map(relu, Zs[:-1]), Zs[-1]]


@misconception("deep_forward")
def pre_activation_overwritten(X, Ws, bs):
    """Print Zs once more at the end: do your two lists hold different arrays, or the same arrays twice?"""
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
def relu_forgotten_in_first_layer(X, Ws, bs):
    """Is the first layer a hidden layer? Where does your loop, or the condition in it, begin?"""
    Zs, As = [], []
    for layer, (W, b) in enumerate(zip(Ws, bs)):
        Zs.append((As[-1] if As else X) @ W + b)
        As.append(relu(Zs[-1]) if 0 < layer < len(Ws) - 1 else Zs[-1])
    return Zs, As


@misconception("deep_forward")
def bias_forgotten(X, Ws, bs):
    """Do you use every argument? Send an input of zeros through your layers."""
    return forward(X, Ws, [0 * b for b in bs])


@misconception("deep_forward", name="bias-forgotten")
def bias_of_first_layer_only(X, Ws, bs):
    return forward(X, Ws, [bs[0], *(0 * b for b in bs[1:])])


@misconception("deep_forward")
def reversed_order(X, Ws, bs):
    """To which layer do the first entries of your lists belong?"""
    Zs, As = forward(X, Ws, bs)
    return Zs[::-1], As[::-1]


@misconception("deep_forward")
def wrong_shape(X, Ws, bs):
    """How many entries does each of your lists have, and how many layers are there?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, [X, *As]


@misconception("deep_forward")
def output_missing(X, Ws, bs):
    """Where in your lists is the network's output?"""
    Zs, As = forward(X, Ws, bs)
    return Zs, As[:-1]


@misconception("deep_forward")
def shared_list(X, Ws, bs):
    """How many lists did you create? Two names can stand for the same list."""
    both = [array for pair in zip(*forward(X, Ws, bs)) for array in pair]
    return both, both


@misconception("deep_forward", name="shared-list")
def shared_list_with_relu_everywhere(X, Ws, bs):
    both = [array for Z in forward(X, Ws, bs)[0] for array in (Z, relu(Z))]
    return both, both


@misconception("deep_forward")
def crashes_at_one_layer(X, Ws, bs):
    """Go through your code for a network with a single layer. Is it the first one, the last one, or both?"""
    if len(Ws) == 1:
        raise IndexError("there is no hidden layer")
    return forward(X, Ws, bs)


@misconception("deep_forward", name="crashes-at-one-layer")
def first_and_last_layer_by_hand(X, Ws, bs):
    Z = X @ Ws[0] + bs[0]
    if len(Ws) == 1:
        return [Z, relu(Z) @ Ws[-1] + bs[-1]], [relu(Z), relu(Z) @ Ws[-1] + bs[-1]]
    return forward(X, Ws, bs)


@misconception("deep_forward", name="crashes-at-one-layer")
def relu_at_one_layer(X, Ws, bs):
    Zs, As = forward(X, Ws, bs)
    return (Zs, As) if len(Ws) > 1 else (Zs, [relu(Zs[0])])
