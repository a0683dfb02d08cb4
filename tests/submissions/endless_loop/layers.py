import numpy as np


def linear_forward(X, W, b):
    return np.dot(X, W) + b


def linear_backward(dZ, X, W):
    dX = np.einsum("nk,dk->nd", dZ, W)
    dW = np.einsum("nd,nk->dk", X, dZ)
    db = np.einsum("nk->k", dZ)
    return dX, dW, db


def relu_forward(Z):
    return np.where(Z > 0, Z, 0.0)


def relu_backward(dA, Z):
    return np.where(Z > 0, dA, 0.0)


def squared_loss_backward(G, Y):
    n = G.shape[0]
    return (G - Y) * 2 / n
