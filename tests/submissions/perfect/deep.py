from layers import linear_backward, linear_forward, relu_backward, relu_forward, squared_loss_backward


def deep_forward(X, Ws, bs):
    Zs, As = [], []
    A = X
    for number, (W, b) in enumerate(zip(Ws, bs), 1):
        Z = linear_forward(A, W, b)
        A = Z if number == len(Ws) else relu_forward(Z)
        Zs.append(Z)
        As.append(A)
    return Zs, As


def deep_backward(X, Y, Ws, Zs, As):
    dWs, dbs = [], []
    dZ = squared_loss_backward(As[-1], Y)
    for layer in range(len(Ws) - 1, -1, -1):
        below = As[layer - 1] if layer else X
        dA, dW, db = linear_backward(dZ, below, Ws[layer])
        dWs.insert(0, dW)
        dbs.insert(0, db)
        if layer:
            dZ = relu_backward(dA, Zs[layer - 1])
    return dWs, dbs
