"""Pictures for the network with one hidden layer."""

from types import SimpleNamespace

import numpy as np
from _network import network
from _style import number, picture


@picture(8.6, 3.5)
def worked_example(figure, squared_loss, squared_loss_backward, two_layer_forward, two_layer_backward):
    """Neuron 2 is off: nothing comes back through it, and its weights get the gradient 0."""
    X, Y, W1, W2 = np.array([[1.0]]), np.array([[3.0]]), np.array([[2.0, -1.0]]), np.array([[1.0], [2.0]])
    Z1, A1, G = two_layer_forward(X, W1, np.zeros(2), W2, np.zeros(1))
    dW1, _, dW2, _ = two_layer_backward(X, Y, W2, Z1, A1, G)
    g, y = float(np.ravel(G)[0]), 3.0
    inside = SimpleNamespace(
        x="x = 1",
        hidden=[f"z = {number(z)}\na = {number(a)}" for z, a in zip(np.ravel(Z1), np.ravel(A1), strict=True)],
        output=f"g = {number(g)}",
        loss=f"y = 3\nL = {number(squared_loss(g, y))}",
    )
    network(figure.subplots(), inside, W1, W2, dW1, dW2, dG=squared_loss_backward(G, Y))
