"""Stochastic gradient descent on one neuron.

One neuron, one data point: the shortest chain of derivatives, and the gradient step that uses it.
"""

import numpy as np


def squared_loss(g, y):
    """Compare the output for one data point with its target.

    L(g, y) = (g - y)².

    Parameters
    ----------
    g : float
        Output of the neuron.
    y : float
        Target.

    Returns
    -------
    float
        The loss.

    Examples
    --------
    >>> float(squared_loss(1.5, 4.0))
    6.25
    """
    raise NotImplementedError


def linear_neuron_gradient(w, x, y):
    """Compute the gradient of the squared loss of a linear neuron with respect to its weights.

    The neuron computes g = wᵀx. Slides: "stochastic gradient descent to learn a linear regressor". The loss depends on
    w only through g, so the gradient is a product of two factors, one for each link of the chain w → g → L. Which of
    them is a vector, and how does it change if you double the input?

    Parameters
    ----------
    w : array (d,)
        Weights.
    x : array (d,)
        Input.
    y : float
        Target.

    Returns
    -------
    array (d,)
        dL/dw.

    Examples
    --------
    >>> linear_neuron_gradient(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5)
    array([ 3., -1.])
    """
    raise NotImplementedError


def relu_neuron_gradient(w, x, y):
    """Compute the gradient of the squared loss of a ReLU neuron with respect to its weights.

    The neuron computes z = wᵀx and g = max(0, z). Slides: "Slightly more interesting". The chain has one more
    link, w → z → g → L, so the product has one more factor: how much does g change when z does?
    Where z is exactly 0 the lecture uses both slopes: 1 on this slide ("otherwise"), and 0 in its numerical example
    (the indicator of z > 0). Any slope from 0 to 1 is accepted.

    Parameters
    ----------
    w : array (d,)
        Weights.
    x : array (d,)
        Input.
    y : float
        Target.

    Returns
    -------
    array (d,)
        dL/dw.

    Examples
    --------
    >>> relu_neuron_gradient(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5)
    array([ 3., -1.])
    >>> relu_neuron_gradient(np.array([1.0, -2.0]), np.array([3.0, 2.0]), -1.0)
    array([0., 0.])
    """
    raise NotImplementedError


def sgd_step(w, gradient, learning_rate):
    """Take one step of gradient descent.

    The update on the slide "stochastic gradient descent to learn a linear regressor". The gradient points
    to where the loss grows fastest; the step goes the other way, and the learning rate η scales it.

    Parameters
    ----------
    w : array of any shape
        Weights before the step; leave them unchanged.
    gradient : array in the shape of `w`
        Gradient of the loss at `w`.
    learning_rate : float
        η.

    Returns
    -------
    array
        The weights after the step: a new array in the shape of `w`.

    Examples
    --------
    >>> sgd_step(np.array([1.0, -2.0]), np.array([4.0, 2.0]), 0.25)
    array([ 0. , -2.5])
    """
    raise NotImplementedError


def sgd_linear_regression(w, X, Y, learning_rate, steps, rng):
    """Train a linear regressor by stochastic gradient descent.

    Slide: "stochastic gradient descent to learn a linear regressor". Each step picks one data point at random,
    computes the gradient of its loss at the *current* weights, and takes one step of gradient descent. Every step picks
    from all n data points, each with the same probability, so the same one may come up twice in a row. You have
    written the parts already: `linear_neuron_gradient` and `sgd_step`.

    Parameters
    ----------
    w : array (d,)
        Weights to start from; leave them unchanged.
    X : array (n, d)
        Inputs, one data point per row.
    Y : array (n,)
        Targets.
    learning_rate : float
        η.
    steps : int
        How many steps to take; with 0 steps, the result is a new array that holds the same weights.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    array (d,)
        The weights after the last step.

    Examples
    --------
    With a single data point there is only one to pick.

    >>> w = np.array([0.0, 0.0])
    >>> sgd_linear_regression(w, np.array([[1.0, 2.0]]), np.array([5.0]), 0.05, 2, np.random.default_rng(0))
    array([0.75, 1.5 ])
    """
    raise NotImplementedError
