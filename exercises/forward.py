"""Recap: the forward pass.

From the data to the outputs of a small network, and from there to one number that says how wrong they are. A batch is a
matrix whose rows are data points. Arrays may hold integers, in this file and in all others: even then, a result must be
able to hold fractions.
"""

import numpy as np


def sigmoid(Z):
    """Squash every number into the range from 0 to 1.

    The activation of the hidden neurons in the recap's demo, element by element:
    σ(z) = 1 / (1 + e^-z). For z = ±1000 the answer is 0 or 1 to all digits, and never NaN. A warning of an overflow
    on the way costs no points, but it can be avoided: which exponentials are never too large?

    Parameters
    ----------
    Z : array (n, m)
        Pre-activations; integers are allowed.

    Returns
    -------
    array
        σ of each number, in the shape of `Z`.

    Examples
    --------
    >>> sigmoid(np.array([[0.0, 1000.0], [-1000.0, 0.0]]))
    array([[0.5, 1. ],
           [0. , 0.5]])
    """
    raise NotImplementedError


def sigmoid_network(X, W1, b1, W2, b2):
    """Evaluate a network with one hidden layer of sigmoid neurons and a linear output.

    Each layer combines its inputs linearly and then applies its activation: σ in the hidden layer, the identity at
    the output. All n data points are evaluated at once, one per row. The recap's demo is the case d = 2, m = 2, k = 1
    with outputs -3 (σ₁ + σ₂). Its slide draws a third input, the constant 1, so that the biases are the third row
    of W¹; here they are an array of their own, b1 = (1, 1).

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
    array (n, k)
        The outputs G.

    Examples
    --------
    With zero weights into it, a hidden neuron is at σ(0) = 0.5 for every data point.

    >>> X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    >>> sigmoid_network(X, np.zeros((2, 1)), np.zeros(1), np.array([[4.0]]), np.array([1.0]))
    array([[3.],
           [3.],
           [3.]])
    """
    raise NotImplementedError


def training_error(G, Y):
    """Measure how wrong the outputs are: the mean of the losses of all data points.

    The recap's J = 1/n Σᵢ L(g⁽ⁱ⁾, y⁽ⁱ⁾), with the squared loss L(g, y) = (g - y)².
    A data point with several outputs has one loss: the *sum* over its outputs. Only data points are averaged.

    Parameters
    ----------
    G : array (n, k)
        Outputs of the network.
    Y : array (n, k)
        Targets.

    Returns
    -------
    float
        J.

    Examples
    --------
    >>> float(training_error(np.array([[2.0], [5.0]]), np.array([[3.0], [2.0]])))
    5.0
    """
    raise NotImplementedError
