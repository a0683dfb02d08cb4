"""L layers, and the reuse of computation."""

from layers import linear_backward, linear_forward, relu_backward, relu_forward, squared_loss_backward


def deep_forward(X, Ws, bs):
    Zs, As, A = [], [], X
    for W, b in zip(Ws[:-1], bs[:-1]):  # the hidden layers
        Z = linear_forward(A, W, b)
        A = relu_forward(Z)
        Zs.append(Z)
        As.append(A)
    G = linear_forward(A, Ws[-1], bs[-1])  # the last layer is linear
    Zs.append(G)
    As.append(G)
    return Zs, As


def deep_backward(X, Y, Ws, Zs, As):
    L = len(Ws)
    inputs = [X, *As[:-1]]
    dWs, dbs = [None] * L, [None] * L
    dZ = squared_loss_backward(As[-1], Y)
    for layer in reversed(range(L)):
        dA, dWs[layer], dbs[layer] = linear_backward(dZ, inputs[layer], Ws[layer])
        if layer > 0:
            dZ = relu_backward(dA, Zs[layer - 1])  # dJ/dZ one layer down, from dJ/dZ of this one
    return dWs, dbs
