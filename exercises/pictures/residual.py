"""Pictures of a skip connection."""

import numpy as np
from _network import hidden_and_output, network
from _style import picture

X, Y, W1, W2 = np.array([[1.0]]), np.array([[1.0]]), np.array([[2.0, 1.0]]), np.array([[1.0], [-4.0]])


@picture(8.6, 3.1)
def revived_by_a_skip(
    figure, linear_forward, relu_forward, relu_network_gradients, residual_forward, residual_network_gradients
):
    """Past an output ReLU that is off, a skip connection leads the gradient on to every weight."""
    Z1 = linear_forward(X, W1, np.zeros(2))
    A1 = relu_forward(Z1)
    Z2 = linear_forward(A1, W2, np.zeros(1))
    for axes, title, skip, G, gradients in zip(
        figure.subplots(1, 2),
        ("g = ReLU(z)", "g = z + ReLU(z)"),
        (False, True),
        (relu_forward(Z2), residual_forward(Z2)),
        (relu_network_gradients(X, Y, W1, W2), residual_network_gradients(X, Y, W1, W2)),
        strict=True,
    ):
        network(axes, hidden_and_output(Z1, A1, Z2, G), W1, W2, *gradients, skip=skip)
        axes.set_title(title, loc="center")
