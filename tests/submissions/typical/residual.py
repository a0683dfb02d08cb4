import numpy as np
from layers import relu_backward, relu_forward, squared_loss_backward


def residual_forward(Z2):
    return Z2 + relu_forward(Z2)


def residual_backward(dG, Z2):
    through_relu = relu_backward(dG, Z2)
    print("through", through_relu)
    return through_relu


def residual_network_gradients(X, Y, W1, W2):
    Z1 = X @ W1
    A1 = relu_forward(Z1)
    Z2 = A1 @ W2
    dZ2 = residual_backward(squared_loss_backward(residual_forward(Z2), Y), Z2)
    dZ1 = relu_backward(dZ2 @ W2.T, Z1)
    return X.T @ dZ1, A1.T @ dZ2
