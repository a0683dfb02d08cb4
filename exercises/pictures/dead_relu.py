"""Pictures of dead ReLUs."""

import numpy as np
from _network import hidden_and_output, network
from _style import picture

X, Y = np.array([[1.0]]), np.array([[1.0]])
NETS = (
    ("All neurons are on", [[2.0, 1.0]], [[1.0], [2.0]]),
    ("A hidden neuron is off", [[2.0, -1.0]], [[1.0], [2.0]]),
    ("The output is off", [[2.0, 1.0]], [[1.0], [-4.0]]),
)


@picture(9.8, 2.75)
def dead_paths(figure, linear_forward, relu_forward, relu_network_gradients):
    """A hidden ReLU that is off takes its weights out of the learning; an output that is off, all."""
    for axes, (title, W1, W2) in zip(figure.subplots(1, 3), NETS, strict=True):
        W1, W2 = np.array(W1), np.array(W2)
        Z1 = linear_forward(X, W1, np.zeros(2))
        A1 = relu_forward(Z1)
        Z2 = linear_forward(A1, W2, np.zeros(1))
        inside = hidden_and_output(Z1, A1, Z2, relu_forward(Z2))
        network(axes, inside, W1, W2, *relu_network_gradients(X, Y, W1, W2))
        axes.set_title(title, loc="center")
