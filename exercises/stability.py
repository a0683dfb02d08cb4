"""Vanishing and exploding gradients.

How to see them, how to limit them (clipping), and how to start so that they do not occur (initialization).
"""

import numpy as np


def gradient_norms(dWs):
    """Measure the length of each layer's gradient, so that vanishing and exploding can be seen.

    Slide: "Vanishing and Exploding Gradients". A gradient at an early layer is a product of many factors; plotted over
    the layers, its length shows whether these factors shrink it or make it grow. The length of a matrix is its
    Frobenius norm: the norm of the vector of all its entries.

    Parameters
    ----------
    dWs : list of L arrays
        Gradients with respect to the weights, first layer first.

    Returns
    -------
    array (L,)
        The norm of each, in the same order.

    Examples
    --------
    >>> gradient_norms([np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([[5.0], [12.0]])])
    array([ 5., 13.])
    """
    raise NotImplementedError


def clip_by_norm(gradient, max_norm):
    """Shorten a gradient that is too long, and keep its direction.

    Slide: "Vanishing and Exploding Gradients". If ‖∇‖ > τ, the gradient becomes τ ∇ / ‖∇‖; otherwise it stays
    unchanged. ‖∇‖ is the norm over all entries, and a zero gradient stays zero. Where nothing is clipped, you may
    return the given array itself or a copy of it.

    Parameters
    ----------
    gradient : array of any shape
        ∇; leave it unchanged.
    max_norm : float
        τ, larger than 0.

    Returns
    -------
    array
        The clipped gradient, in the shape of `gradient`.

    Examples
    --------
    >>> clip_by_norm(np.array([6.0, 8.0]), 5.0)
    array([3., 4.])
    >>> clip_by_norm(np.array([0.6, 0.8]), 5.0)
    array([0.6, 0.8])
    """
    raise NotImplementedError


def clip_by_global_norm(gradients, max_norm):
    """Shorten the gradients of a whole network together, and keep the direction of the whole.

    This is the rule of `clip_by_norm`, with all arrays taken as one long vector: one norm, and one factor for all
    arrays. Where nothing is clipped, you may return the given arrays themselves.

    Parameters
    ----------
    gradients : list of arrays
        Gradients of all parameters, in any shapes; leave them unchanged.
    max_norm : float
        τ, larger than 0.

    Returns
    -------
    list of arrays
        The clipped gradients, in the same order and shapes.

    Examples
    --------
    >>> clip_by_global_norm([np.array([[2.0, 1.0]]), np.array([2.0])], 1.5)
    [array([[1. , 0.5]]), array([1.])]
    """
    raise NotImplementedError


def xavier_init(n_in, n_out, rng):
    """Draw initial weights for a layer of sigmoid or tanh neurons.

    Slide: "Reference: weight initialization". Each weight is drawn independently from a normal distribution with mean 0
    and *variance* 1 / n_in. A pre-activation sums n_in products; with this variance it varies about as much as the
    inputs do.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs the layer has (its fan-in), and how many neurons.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    array (n_in, n_out)
        The weights.

    Examples
    --------
    >>> W = xavier_init(4, 5000, np.random.default_rng(1))
    >>> W.shape
    (4, 5000)
    >>> round(float(W.std()), 1)
    0.5
    """
    raise NotImplementedError


def he_init(n_in, n_out, rng):
    """Draw initial weights for a layer of ReLU neurons.

    Slide: "Reference: weight initialization". As `xavier_init`, but with *variance* 2 / n_in: a ReLU sets about half of
    its inputs to 0, and the factor 2 makes up for that.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs the layer has (its fan-in), and how many neurons.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    array (n_in, n_out)
        The weights.

    Examples
    --------
    >>> W = he_init(8, 5000, np.random.default_rng(1))
    >>> W.shape
    (8, 5000)
    >>> round(float(W.std()), 1)
    0.5
    """
    raise NotImplementedError


def initialize_network(sizes, rng):
    """Draw the initial weights of a whole network, and set its biases to 0.

    Slide: "Reference: weight initialization". The network is that of `deep_forward`: ReLU in the hidden layers,
    a linear last layer. A layer whose outputs go through a ReLU gets He weights; the last layer gets Xavier weights.
    With two sizes there is a single layer: is it a hidden one?

    Parameters
    ----------
    sizes : list of int
        n_0, n_1, ..., n_L: the number of inputs, then the number of neurons of each of the L layers.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    Ws : list of L arrays
        Weights: ``Ws[l]`` has shape (n_l, n_(l+1)).
    bs : list of L arrays
        Biases, all 0: ``bs[l]`` has shape (n_(l+1),).

    Examples
    --------
    >>> Ws, bs = initialize_network([3, 4, 2], np.random.default_rng(0))
    >>> [W.shape for W in Ws]
    [(3, 4), (4, 2)]
    >>> bs
    [array([0., 0., 0., 0.]), array([0., 0.])]
    """
    raise NotImplementedError


def activation_spreads(X, Ws):
    """Measure the spread of each layer's activations in the forward pass.

    Slide: "Reference: weight initialization". The goal there is that the variance of the activations stays roughly the
    same from layer to layer. Here you look at it: send a batch through a network without biases (ReLU in the hidden
    layers, the last layer linear) and take the standard deviation of each layer's activations, over all of its numbers
    together. It is the root of the mean squared distance from the mean, what ``np.std`` computes. With He weights the
    spread stays about the same; with small weights it vanishes, with large ones it explodes.

    Parameters
    ----------
    X : array (n, n_0)
        The batch.
    Ws : list of L arrays
        Weights: ``Ws[l]`` has shape (n_l, n_(l+1)).

    Returns
    -------
    array (L,)
        The standard deviation of the activations of each layer, first layer first.

    Examples
    --------
    >>> Ws = [np.array([[2.0, -1.0]]), np.array([[0.5], [1.0]])]
    >>> activation_spreads(np.array([[1.0], [3.0]]), Ws)
    array([2.44948974, 1.        ])
    """
    raise NotImplementedError
