"""The building blocks, forward and backward.

Each forward function has its backward partner: it takes dJ/d(its output) and returns dJ/d(its inputs). Every later
network is built from these, so later modules may import them: ``from layers import relu_backward``.
"""

import numpy as np


def linear_forward(X, W, b):
    """Compute the pre-activations of a layer for a whole batch.

    For one data point x, written as a column, z = Wᵀx + b: the lecture's wᵀx for every neuron at once, plus the biases.
    Here the data points are the rows of `X`, and their pre-activations are the rows of the answer.

    Parameters
    ----------
    X : array (n, n_in)
        The inputs of the layer.
    W : array (n_in, n_out)
        Weights: column j belongs to neuron j.
    b : array (n_out,)
        Biases.

    Returns
    -------
    array (n, n_out)
        The pre-activations Z.

    Examples
    --------
    >>> X = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]])
    >>> linear_forward(X, np.array([[2.0, 0.0], [-1.0, 3.0]]), np.array([0.5, 1.0]))
    array([[ 0.5,  7. ],
           [ 7.5, -2. ],
           [-0.5,  4. ]])
    """
    raise NotImplementedError


def linear_backward(dZ, X, W):
    """Pass a gradient back through a linear layer.

    Slides: "Backward pass". You know how J changes with each pre-activation; the chain rule turns this into how it
    changes with all that Z was made of. For one entry of X, W or b ask: which entries of Z depend on it, and with what
    factor? Sum over these entries. A weight or a bias serves all data points of the batch. If J is a mean over the
    batch, that is in `dZ` already.

    Parameters
    ----------
    dZ : array (n, n_out)
        dJ/dZ.
    X : array (n, n_in)
        The inputs of the layer in the forward pass.
    W : array (n_in, n_out)
        Weights of the layer.

    Returns
    -------
    dX : array (n, n_in)
        dJ/dX.
    dW : array (n_in, n_out)
        dJ/dW.
    db : array (n_out,)
        dJ/db.

    Examples
    --------
    >>> dZ = np.array([[1.0], [-2.0]])
    >>> X = np.array([[3.0, 0.5], [1.0, 4.0]])
    >>> dX, dW, db = linear_backward(dZ, X, np.array([[2.0], [-1.0]]))
    >>> dX
    array([[ 2., -1.],
           [-4.,  2.]])
    >>> dW
    array([[ 1. ],
           [-7.5]])
    >>> db
    array([-1.])
    """
    raise NotImplementedError


def relu_forward(Z):
    """Apply the rectified linear unit, max(0, z), to every number.

    Parameters
    ----------
    Z : array (n, m)
        Pre-activations.

    Returns
    -------
    array
        Activations, in the shape of `Z`.

    Examples
    --------
    >>> relu_forward(np.array([[2.0, -1.0], [-0.5, 3.0]]))
    array([[2., 0.],
           [0., 3.]])
    """
    raise NotImplementedError


def relu_backward(dA, Z):
    """Pass a gradient back through a ReLU.

    Slides: "Slightly more interesting", for a whole batch. Every neuron is its own link in the chain: the slope of its
    ReLU at z says how much of the gradient gets through. Look at the graph of max(0, z) left and right of 0. At exactly
    0 it has no slope of its own. The lecture uses both: 1 on that slide ("otherwise"), and 0 in the numerical example
    (the indicator of z > 0). Any slope from 0 to 1 is accepted.

    Parameters
    ----------
    dA : array (n, m)
        dJ/dA, with A the activations.
    Z : array in the shape of `dA`
        Pre-activations from the forward pass.

    Returns
    -------
    array
        dJ/dZ, in the shape of `Z`.

    Examples
    --------
    >>> relu_backward(np.array([[5.0, 6.0], [7.0, -8.0]]), np.array([[2.0, -1.0], [-0.5, 3.0]]))
    array([[ 5.,  0.],
           [ 0., -8.]])
    """
    raise NotImplementedError


def squared_loss_backward(G, Y):
    """Start the backward pass: the gradient of the training error with respect to the outputs.

    J is the mean over the data points of the squared loss, which for each data point is the sum over its outputs (as in
    `training_error`). Differentiate J by hand with respect to a single output: what becomes of the square, and what
    remains of the mean?

    Parameters
    ----------
    G : array (n, k)
        Outputs of the network.
    Y : array (n, k)
        Targets.

    Returns
    -------
    array (n, k)
        dJ/dG.

    Examples
    --------
    >>> G = np.array([[1.0], [2.0], [0.0], [-1.0]])
    >>> Y = np.array([[0.0], [4.0], [0.0], [-4.0]])
    >>> squared_loss_backward(G, Y)
    array([[ 0.5],
           [-1. ],
           [ 0. ],
           [ 1.5]])
    """
    raise NotImplementedError
