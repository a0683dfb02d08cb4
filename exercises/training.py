"""The full loop.

Forward pass, loss, backward pass, update, and again. All of its parts are in earlier modules:
``from deep import deep_backward, deep_forward``.
"""

import numpy as np


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Train a network of L layers by mini-batch gradient descent.

    Slide: "Training a neural network: the full loop". The network is that of `deep_forward`, and its first weights
    come in, so that the caller chooses how to draw them. Every epoch puts the data points in a new random order,
    once, with `rng`; then it goes through all of them, `batch_size` at a time, and each mini-batch makes one step:
    the gradients of the mean loss of *these* data points, all of them taken at the same parameters. The last
    mini-batch is smaller where the numbers do not divide. With `max_norm`, the gradients of a step, weights and biases
    together, are clipped by their global norm before they are used.

    Parameters
    ----------
    X : array (n, n_0)
        All inputs.
    Y : array (n, n_L)
        All targets.
    Ws, bs : lists of L arrays
        The weights and biases to start from. The lists and the arrays in them are the caller's: they stay as they are.
    learning_rate : float
        η.
    epochs : int
        How many times to go through the data.
    batch_size : int
        How many data points make one step.
    rng : numpy.random.Generator
        Where all randomness comes from.
    max_norm : float, optional
        τ of the clipping; without it, nothing is clipped.

    Returns
    -------
    Ws, bs : lists of L arrays
        The weights and biases after the last epoch.
    history : array (epochs,)
        The training error over *all* data after each epoch.

    Examples
    --------
    One data point and one layer: g = 2w + b, with the target 10.

    >>> start = [np.zeros((1, 1))], [np.zeros(1)]
    >>> Ws, bs, history = train(np.array([[2.0]]), np.array([[10.0]]), *start, 0.05, 3, 1, np.random.default_rng(0))
    >>> Ws, bs
    ([array([[3.5]])], [array([1.75])])
    >>> history
    array([25.    ,  6.25  ,  1.5625])
    """
    raise NotImplementedError
