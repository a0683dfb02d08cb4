"""The network on the dead-ReLU slides: ReLU in the hidden layer and at the output, no biases."""

import numpy as np
from layers import relu_backward, relu_forward, squared_loss_backward


def relu_network_gradients(X, Y, W1, W2):
    Z1 = X @ W1
    A1 = relu_forward(Z1)
    Z2 = A1 @ W2
    G = relu_forward(Z2)

    dZ2 = relu_backward(squared_loss_backward(G, Y), Z2)
    dZ1 = relu_backward(dZ2 @ W2.T, Z1)
    dW1, dW2 = X.T @ dZ1, A1.T @ dZ2
    return dW1, dW2


def dead_neurons(Z):
    return np.all(Z < 0, axis=0)
