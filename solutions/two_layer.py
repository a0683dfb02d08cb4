"""One hidden ReLU layer, linear output."""

from layers import linear_backward, linear_forward, relu_backward, relu_forward, squared_loss_backward


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = linear_forward(X, W1, b1)
    A1 = relu_forward(Z1)
    G = linear_forward(A1, W2, b2)
    return Z1, A1, G


def two_layer_backward(X, Y, W2, Z1, A1, G):
    dG = squared_loss_backward(G, Y)
    dA1, dW2, db2 = linear_backward(dG, A1, W2)
    dZ1 = relu_backward(dA1, Z1)
    # As linear_backward does it, but for dX: no layer below asks for that, and nothing else needs W1.
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    return dW1, db1, dW2, db2
