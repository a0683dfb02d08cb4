"""The same network with a skip connection.

The remedy on the slide that follows the dead ReLU: the output's pre-activation goes around the ReLU as well as through
it. You may build on earlier modules: ``from layers import relu_backward``.
"""

import numpy as np


def residual_forward(Z2):
    """Apply a ReLU with a skip connection around it.

    Slide: "Residual (skip) connection". g = z + ReLU(z), element by element.

    Parameters
    ----------
    Z2 : array (n, m)
        Pre-activations of the second layer.

    Returns
    -------
    array
        Outputs, in the shape of `Z2`.

    Examples
    --------
    >>> residual_forward(np.array([[3.0], [-2.0]]))
    array([[ 6.],
           [-2.]])
    """
    raise NotImplementedError


def residual_backward(dG, Z2):
    """Pass a gradient back through a ReLU with a skip connection.

    Two paths lead from z to g, one around the ReLU and one through it, and the gradients that come back along them add
    up. What does each path pass back for z > 0, and what for z < 0? At exactly 0, where the lecture uses both 0 and 1
    as the ReLU's slope, any slope from 0 to 1 is accepted.

    Parameters
    ----------
    dG : array (n, m)
        dJ/dG.
    Z2 : array in the shape of `dG`
        Pre-activations from the forward pass.

    Returns
    -------
    array
        dJ/dZ2, in the shape of `Z2`.

    Examples
    --------
    >>> residual_backward(np.array([[5.0], [7.0]]), np.array([[3.0], [-2.0]]))
    array([[10.],
           [ 7.]])
    """
    raise NotImplementedError


def residual_network_gradients(X, Y, W1, W2):
    """Compute the gradients of the training error of the dead-ReLU network with a skip connection at its output.

    Slide: "Residual (skip) connection". Z1 = X W1, A1 = ReLU(Z1), Z2 = A1 W2, G = Z2 + ReLU(Z2); J is the mean squared
    loss over the batch, summed over outputs. The hidden layer has no skip connection. Compare with
    `relu_network_gradients` in `dead_relu`: in which step do the two backward passes differ? Even where Z2 < 0, the
    weights before it still get a gradient.

    Parameters
    ----------
    X : array (n, d)
        The batch.
    Y : array (n, k)
        Targets.
    W1 : array (d, m)
        Weights into the hidden layer.
    W2 : array (m, k)
        Weights into the output layer.

    Returns
    -------
    dW1 : array (d, m)
        dJ/dW1.
    dW2 : array (m, k)
        dJ/dW2.

    Examples
    --------
    The output's pre-activation is -3 here.

    >>> X, Y, W1 = np.array([[2.0]]), np.array([[-5.0]]), np.array([[3.0, -1.0]])
    >>> dW1, dW2 = residual_network_gradients(X, Y, W1, np.array([[-0.5], [5.0]]))
    >>> dW1
    array([[-4.,  0.]])
    >>> dW2
    array([[24.],
           [ 0.]])
    """
    raise NotImplementedError
