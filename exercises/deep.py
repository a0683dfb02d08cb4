"""L layers, and the reuse of computation.

The same two ideas as with two layers, in a loop over any number of them. `layers` has what each iteration of the loop
needs: ``from layers import linear_backward, relu_backward``.
"""

import numpy as np


def deep_forward(X, Ws, bs):
    """Evaluate a network of L layers, and keep every pre-activation and every activation.

    ReLU in the hidden layers, the identity in the last one, so that the last activations are the outputs G.
    Python counts from 0: the lecture's Z¹ is ``Zs[0]``. With L = 1 there is no hidden layer at all.

    Parameters
    ----------
    X : array (n, n_0)
        The batch.
    Ws : list of L arrays
        Weights: ``Ws[l]`` has shape (n_l, n_(l+1)).
    bs : list of L arrays
        Biases: ``bs[l]`` has shape (n_(l+1),).

    Returns
    -------
    Zs : list of L arrays
        Pre-activations: ``Zs[l]`` has shape (n, n_(l+1)).
    As : list of L arrays
        Activations in the same shapes; X is not among them, and ``As[-1]`` is G.

    Examples
    --------
    >>> Ws, bs = [np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])], [np.zeros(2), np.array([-9.0])]
    >>> Zs, As = deep_forward(np.array([[4.0]]), Ws, bs)
    >>> Zs
    [array([[ 4., -4.]]), array([[-1.]])]
    >>> As
    [array([[4., 0.]]), array([[-1.]])]
    """
    raise NotImplementedError


def deep_backward(X, Y, Ws, Zs, As):
    """Compute the gradients of the training error with respect to all weights and biases of L layers.

    Slides: "backpropagation: reuse of computation". Written out, the gradient of an early layer is a long product, and
    most of it is part of the next layer's gradient too. So go from layer L down to layer 1 and carry one array along,
    dJ/dZ of the layer where you are: the layers below need to know nothing else about the layers above. The work of the
    whole pass is then proportional to L; that is graded as well. J is the mean over the batch; take the mean once.

    Parameters
    ----------
    X : array (n, n_0)
        The batch.
    Y : array (n, n_L)
        Targets.
    Ws : list of L arrays
        Weights, as in `deep_forward`.
    Zs, As : lists of L arrays
        The results of `deep_forward`.

    Returns
    -------
    dWs : list of L arrays
        dJ/dW of each layer, first layer first, in the shapes of `Ws`.
    dbs : list of L arrays
        dJ/db of each layer, first layer first, in the shapes of the biases.

    Examples
    --------
    >>> X, Y, Ws = np.array([[4.0]]), np.array([[-1.5]]), [np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])]
    >>> Zs, As = [np.array([[4.0, -4.0]]), np.array([[-1.0]])], [np.array([[4.0, 0.0]]), np.array([[-1.0]])]
    >>> dWs, dbs = deep_backward(X, Y, Ws, Zs, As)
    >>> dWs[0]
    array([[8., 0.]])
    >>> dWs[1]
    array([[4.],
           [0.]])
    >>> dbs
    [array([2., 0.]), array([1.])]
    """
    raise NotImplementedError
