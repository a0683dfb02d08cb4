"""Dead ReLUs.

The network of the dead-ReLU slides: a ReLU in the hidden layer *and* at the output, no biases. You may build on
earlier modules: ``from layers import relu_backward``.
"""

import numpy as np


def relu_network_gradients(X, Y, W1, W2):
    """Compute the gradients of the training error of a network with a ReLU in both layers.

    Slides: "dead ReLU". Z1 = X W1, A1 = ReLU(Z1), Z2 = A1 W2, G = ReLU(Z2); J is the mean squared loss over the batch,
    summed over outputs. This function does both passes itself. In the backward pass, two ReLUs can stop the gradient:
    the one at the output stops it for every weight, and the one of a hidden neuron stops it for the weights into that
    neuron. Why is the gradient of a weight *out of* a neuron that is off 0, too? At pre-activations of exactly 0, where
    the lecture uses both 0 and 1, any slope from 0 to 1 is accepted.

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
    >>> X, Y, W1 = np.array([[2.0]]), np.array([[1.0]]), np.array([[3.0, -1.0]])
    >>> dW1, dW2 = relu_network_gradients(X, Y, W1, np.array([[0.5], [5.0]]))
    >>> dW1
    array([[4., 0.]])
    >>> dW2
    array([[24.],
           [ 0.]])
    """
    raise NotImplementedError


def dead_neurons(Z):
    """Find out which neurons of a layer are dead on a batch.

    A neuron is dead if its pre-activation is negative on *every* data point: then no data point of the batch changes
    the weights into it. Pre-activations of exactly 0 are not graded here.

    Parameters
    ----------
    Z : array (n, m)
        Pre-activations: one row per data point, one column per neuron.

    Returns
    -------
    bool array (m,)
        True where the neuron is dead. (1 and 0 are read as True and False.)

    Examples
    --------
    >>> dead_neurons(np.array([[-1.0, 2.0, -3.0], [-4.0, -5.0, 6.0]]))
    array([ True, False, False])
    """
    raise NotImplementedError
