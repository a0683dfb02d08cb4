"""The full loop.

Forward pass, loss, backward pass, update, and again. All of its parts are in earlier modules:
``from deep import deep_backward, deep_forward``.
"""

import numpy as np


def minibatches(n, batch_size, rng):
    """Divide the data of one epoch into mini-batches, in a random order.

    Slide: "Training a neural network: the full loop": "In practice, we use mini-batches". Only row numbers are needed
    here: every number from 0 to n - 1 occurs exactly once, in a random order from `rng`, with `batch_size` of them in
    each mini-batch. The last mini-batch is smaller if `batch_size` does not divide n.

    Parameters
    ----------
    n : int
        The number of data points.
    batch_size : int
        The number of data points in a mini-batch; it may be larger than `n`.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    list of arrays of whole numbers
        The row numbers of each mini-batch, so that ``X[batch]`` and ``Y[batch]`` are its data.

    Examples
    --------
    >>> batches = minibatches(5, 2, np.random.default_rng(0))
    >>> [len(batch) for batch in batches]
    [2, 2, 1]
    >>> sorted(int(i) for batch in batches for i in batch)
    [0, 1, 2, 3, 4]
    """
    raise NotImplementedError


def train_step(X, Y, Ws, bs, learning_rate, max_norm=None):
    """Take one step of gradient descent with all parameters of a network of L layers.

    Slide: "Training a neural network: the full loop", steps 1 to 4. Forward pass, backward pass, clipping where
    `max_norm` is given, update. All gradients are those of the mean loss of the given data points, and all of them are
    computed at the same parameters, before any parameter changes. The gradients of weights and biases are clipped
    together, by their global norm.

    Parameters
    ----------
    X : array (n, n_0)
        The mini-batch.
    Y : array (n, n_L)
        Its targets.
    Ws, bs : lists of L arrays
        Weights and biases before the step. The lists and the arrays in them belong to the caller: leave them unchanged.
    learning_rate : float
        η.
    max_norm : float, optional
        τ of the clipping; without it, nothing is clipped.

    Returns
    -------
    Ws, bs : lists of L arrays
        The weights and biases after the step: new lists, and new arrays in them.

    Examples
    --------
    One data point and one layer: g = 2w + b, with the target 10.

    >>> train_step(np.array([[2.0]]), np.array([[10.0]]), [np.zeros((1, 1))], [np.zeros(1)], 0.05)
    ([array([[2.]])], [array([1.])])
    """
    raise NotImplementedError


def train(X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None):
    """Train a network of L layers by mini-batch gradient descent.

    Slide: "Training a neural network: the full loop". The network is that of `deep_forward`. Its initial weights are an
    argument, so that the caller chooses how to draw them. Every epoch divides the data into new mini-batches, as
    `minibatches` does, and takes one step for each of them, as `train_step` does. You may build `train` from these two.

    Parameters
    ----------
    X : array (n, n_0)
        All inputs.
    Y : array (n, n_L)
        All targets.
    Ws, bs : lists of L arrays
        The weights and biases to start from. The lists and the arrays in them belong to the caller: leave them
        unchanged.
    learning_rate : float
        η.
    epochs : int
        How many times to go through the data.
    batch_size : int
        The number of data points in a mini-batch.
    rng : numpy.random.Generator
        The source of all randomness.
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
