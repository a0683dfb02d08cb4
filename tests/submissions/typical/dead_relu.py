import numpy as np
from layers import relu_backward, relu_forward, squared_loss_backward


def relu_network_gradients(X, Y, W1, W2):
    Z1 = X @ W1
    A1 = relu_forward(Z1)
    Z2 = A1 @ W2
    dZ2 = relu_backward(squared_loss_backward(relu_forward(Z2), Y), Z2)
    dZ1 = relu_backward(dZ2 @ W2.T, Z1)
    return X.T @ dZ1, A1.T @ dZ2


def dead_neurons(Z):
    return (Z < 0).any(axis=0)
