"""A mistake that has a name, and in the next exercise two that have none."""


def linear_backward(dZ, X, W):
    return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)


def relu_backward(dA, Z):
    if Z.dtype.kind == "i":
        raise TypeError("no integers, please")
    return dA * (Z > 0) + 0.5
