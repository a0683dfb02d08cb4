"""Every gradient by the chain rule, in loops over single numbers of NumPy's arrays: right, and as slow as it gets."""

import numpy as np


def loops_linear_backward(dZ, X, W):
    (n, d), o = np.shape(X), np.shape(W)[1]
    dX, dW, db = np.zeros((n, d)), np.zeros((d, o)), np.zeros(o)
    for row in range(n):
        for i in range(d):
            for j in range(o):
                dX[row, i] += dZ[row, j] * W[i, j]
                dW[i, j] += X[row, i] * dZ[row, j]
        for j in range(o):
            db[j] += dZ[row, j]
    return dX, dW, db


def loops_relu_backward(dA, Z):
    dZ = np.zeros(np.shape(Z))
    for i in range(dZ.shape[0]):
        for j in range(dZ.shape[1]):
            dZ[i, j] = dA[i, j] if Z[i, j] > 0 else 0
    return dZ


def loops_squared_loss_backward(G, Y):
    dG = np.zeros(np.shape(G))
    for i in range(dG.shape[0]):
        for j in range(dG.shape[1]):
            dG[i, j] = 2 * (float(G[i, j]) - float(Y[i, j])) / len(G)
    return dG


def loops_two_layer_backward(X, Y, W2, Z1, A1, G):
    dA1, dW2, db2 = loops_linear_backward(loops_squared_loss_backward(G, Y), A1, W2)
    W1 = np.zeros((np.shape(X)[1], np.shape(Z1)[1]))  # only for dX, which is not asked for
    _, dW1, db1 = loops_linear_backward(loops_relu_backward(dA1, Z1), X, W1)
    return dW1, db1, dW2, db2


def loops_deep_backward(X, Y, Ws, Zs, As):
    dZ, dWs, dbs = loops_squared_loss_backward(As[-1], Y), [], []
    for layer in reversed(range(len(Ws))):
        dA, dW, db = loops_linear_backward(dZ, As[layer - 1] if layer else X, Ws[layer])
        dWs, dbs = [dW, *dWs], [db, *dbs]
        if layer:
            dZ = loops_relu_backward(dA, Zs[layer - 1])
    return dWs, dbs


def product(A, W):
    Z = np.zeros((np.shape(A)[0], np.shape(W)[1]))
    for row in range(Z.shape[0]):
        for i in range(np.shape(W)[0]):
            for j in range(Z.shape[1]):
                Z[row, j] += A[row, i] * W[i, j]
    return Z


def gradients(X, Y, W1, W2, skip):
    Z1 = product(X, W1)
    A1 = np.maximum(0, Z1)
    Z2 = product(A1, W2)
    dG = loops_squared_loss_backward(np.maximum(0, Z2) + skip * Z2, Y)
    dA1, dW2, _ = loops_linear_backward(loops_relu_backward(dG, Z2) + skip * dG, A1, W2)
    return loops_linear_backward(loops_relu_backward(dA1, Z1), X, W1)[1], dW2


def loops_relu_network_gradients(X, Y, W1, W2):
    return gradients(X, Y, W1, W2, skip=0)


def loops_residual_network_gradients(X, Y, W1, W2):
    return gradients(X, Y, W1, W2, skip=1)


def loops_residual_backward(dG, Z2):
    return loops_relu_backward(dG, Z2) + np.asarray(dG)


def loops_linear_neuron_gradient(w, x, y):
    g, gradient = 0.0, np.zeros(len(w))
    for i in range(len(w)):
        g += float(w[i]) * float(x[i])
    for i in range(len(w)):
        gradient[i] = x[i] * 2 * (g - y)
    return gradient


def loops_relu_neuron_gradient(w, x, y):
    z, gradient = 0.0, np.zeros(len(w))
    for i in range(len(w)):
        z += float(w[i]) * float(x[i])
    for i in range(len(w)):
        gradient[i] = x[i] * 2 * (max(0.0, z) - y) if z > 0 else 0
    return gradient
