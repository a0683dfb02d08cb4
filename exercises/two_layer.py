"""One hidden ReLU layer, linear output.

The network of the lecture's numerical example, for any width and any batch. `layers` has all of its parts:
``from layers import linear_forward, relu_forward``.
"""

import numpy as np


def two_layer_forward(X, W1, b1, W2, b2):
    """Evaluate the network, and keep every intermediate result.

    Slide: "Numerical example: backprop with two hidden neurons". X → Z1 → A1 → G: a linear layer, a ReLU,
    and a linear layer without an activation. The backward pass will need all three.

    Parameters
    ----------
    X : array (n, d)
        The batch.
    W1, b1 : arrays (d, m), (m,)
        Weights and biases of the hidden layer.
    W2, b2 : arrays (m, k), (k,)
        Weights and biases of the output layer.

    Returns
    -------
    Z1 : array (n, m)
        Pre-activations of the hidden layer.
    A1 : array (n, m)
        Activations of the hidden layer.
    G : array (n, k)
        Outputs; they may be negative.

    Examples
    --------
    >>> X, W1, b1 = np.array([[1.0], [-2.0]]), np.array([[2.0, -3.0]]), np.array([1.0, 0.0])
    >>> Z1, A1, G = two_layer_forward(X, W1, b1, np.array([[2.0], [-1.0]]), np.array([0.5]))
    >>> Z1
    array([[ 3., -3.],
           [-3.,  6.]])
    >>> A1
    array([[3., 0.],
           [0., 6.]])
    >>> G
    array([[ 6.5],
           [-5.5]])
    """
    raise NotImplementedError


def two_layer_backward(X, Y, W2, Z1, A1, G):
    """Compute the gradients of the training error with respect to all weights and biases.

    Slides: "backpropagation: reuse of computation". Follow the forward pass from its end to its start, J → G → A1 → Z1,
    and keep the gradient at each place. Each layer's gradients need only two arrays: the gradient with respect to its
    pre-activations, and the layer's input. Neither W1 nor b1 is among the arguments: why not? J is the mean over the
    batch; take the mean once.

    Parameters
    ----------
    X : array (n, d)
        The batch.
    Y : array (n, k)
        Targets.
    W2 : array (m, k)
        Weights of the output layer.
    Z1, A1, G : arrays (n, m), (n, m), (n, k)
        The results of `two_layer_forward`.

    Returns
    -------
    dW1, db1 : arrays (d, m), (m,)
        dJ/dW1 and dJ/db1.
    dW2, db2 : arrays (m, k), (k,)
        dJ/dW2 and dJ/db2.

    Examples
    --------
    >>> X, Y, W2 = np.array([[3.0]]), np.array([[1.0]]), np.array([[0.5], [4.0]])
    >>> Z1, A1, G = np.array([[6.0, -3.0]]), np.array([[6.0, 0.0]]), np.array([[3.0]])
    >>> dW1, db1, dW2, db2 = two_layer_backward(X, Y, W2, Z1, A1, G)
    >>> dW1
    array([[6., 0.]])
    >>> db1
    array([2., 0.])
    >>> dW2
    array([[24.],
           [ 0.]])
    >>> db2
    array([4.])
    """
    raise NotImplementedError
