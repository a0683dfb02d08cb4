"""How the backward pass through L layers goes wrong: its lists, its first and last layer, and its cost."""

import numpy as np
from _reference_parts import backward, error_gradient

from autograder.authoring import misconception


def back(X, Y, Ws, Zs, As, **parts):
    return backward(error_gradient(As[-1], Y), X, Ws, Zs, As, **parts)


@misconception("deep_backward")
def first_layer_forgotten(X, Y, Ws, Zs, As):
    """Where does your loop stop? Compare the lengths, and look for gradients that are 0 throughout."""
    dWs, dbs = back(X, Y, Ws, Zs, As)
    return [np.zeros(Ws[0].shape), *dWs[1:]], [np.zeros(len(dbs[0])), *dbs[1:]]


@misconception("deep_backward")
def reversed_order(X, Y, Ws, Zs, As):
    """You compute the last layer's gradients first. Where in the lists do they belong?"""
    dWs, dbs = back(X, Y, Ws, Zs, As)
    return dWs[::-1], dbs[::-1]


@misconception("deep_backward")
def shared_list(X, Y, Ws, Zs, As):
    """How many lists did you create? Two names can stand for the same list."""
    _, dbs = back(X, Y, Ws, Zs, As)
    return dbs, dbs


@misconception("deep_backward", name="shared-list")
def shared_list_grows(X, Y, Ws, Zs, As):
    both = [gradient for pair in zip(*back(X, Y, Ws, Zs, As)) for gradient in reversed(pair)]
    return both, both


@misconception("deep_backward", name="shared-list")
def shared_list_turned(X, Y, Ws, Zs, As):
    dWs, dbs = back(X, Y, Ws, Zs, As)
    both = [gradient for pair in zip(dWs[::-1], dbs[::-1]) for gradient in pair]
    return both, both


@misconception("deep_backward", name="shared-list")
def shared_buffers(X, Y, Ws, Zs, As):
    dWs, dbs = back(X, Y, Ws, Zs, As)
    first = {gradient.shape: gradient for gradient in [*dWs[::-1], *dbs[::-1]]}
    return [first[dW.shape] for dW in dWs], [first[db.shape] for db in dbs]


@misconception("deep_backward")
def crashes_at_one_layer(X, Y, Ws, Zs, As):
    """Go through your code for a network with a single layer. Which arrays does it use that do not exist there?"""
    if len(Ws) == 1:
        raise IndexError("there is no hidden layer")
    return back(X, Y, Ws, Zs, As)


@misconception("deep_backward", name="crashes-at-one-layer")
def error_for_input_at_one_layer(X, Y, Ws, Zs, As):
    return back(X if len(Ws) > 1 else As[-1], Y, Ws, Zs, As)


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
