"""Small networks, every intermediate result and every gradient worked out by hand."""

from types import SimpleNamespace

import numpy as np

# The numerical example on the slides: x = 1, y = 3, two hidden neurons, the second one dead.
WORKED_EXAMPLE = SimpleNamespace(
    X=np.array([[1.0]]),
    Y=np.array([[3.0]]),
    W1=np.array([[2.0, -1.0]]),
    b1=np.zeros(2),
    W2=np.array([[1.0], [2.0]]),
    b2=np.zeros(1),
    Z1=np.array([[2.0, -1.0]]),
    A1=np.array([[2.0, 0.0]]),
    G=np.array([[2.0]]),
    dW1=np.array([[-2.0, 0.0]]),
    db1=np.array([-2.0, 0.0]),
    dW2=np.array([[-4.0], [0.0]]),
    db2=np.array([-2.0]),
)

# Two data points; each hidden neuron is on for one of them or for both. An output is negative.
# Moving every input by 0.1 moves no pre-activation of the hidden layer by more than 0.3: their signs stay.
BATCH = SimpleNamespace(
    X=np.array([[1.0, 2.0], [-1.0, 3.0]]),
    Y=np.array([[1.0], [-1.0]]),
    W1=np.array([[2.0, -1.0, 1.0], [-1.0, 1.0, 2.0]]),
    b1=np.array([1.0, -2.0, -1.0]),
    W2=np.array([[3.0], [-2.0], [0.5]]),
    b2=np.array([-1.0]),
    Z1=np.array([[1.0, -1.0, 4.0], [-4.0, 2.0, 4.0]]),
    A1=np.array([[1.0, 0.0, 4.0], [0.0, 2.0, 4.0]]),
    G=np.array([[4.0], [-3.0]]),
    dW1=np.array([[9.0, -4.0, 2.5], [18.0, 12.0, 0.0]]),
    db1=np.array([9.0, 4.0, 0.5]),
    dW2=np.array([[3.0], [-4.0], [4.0]]),
    db2=np.array([1.0]),
)

# A single layer: no ReLU at all.
ONE_LAYER = SimpleNamespace(
    X=np.array([[1.0, 2.0], [3.0, -1.0]]),
    Y=np.array([[-1.5], [6.0]]),
    Ws=[np.array([[2.0], [-3.0]])],
    bs=[np.array([0.5])],
    Zs=[np.array([[-3.5], [9.5]])],
    As=[np.array([[-3.5], [9.5]])],
    dWs=[np.array([[8.5], [-7.5]])],
    dbs=[np.array([1.5])],
)

# Layers of 2, 3 and 1 neurons. Moving every input by 0.1 moves no hidden pre-activation by more than 0.3.
THREE_LAYERS = SimpleNamespace(
    X=np.array([[2.0], [-1.0]]),
    Y=np.array([[-2.5], [5.0]]),
    Ws=[np.array([[1.0, -1.0]]), np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0]]), np.array([[2.0], [-1.0], [-1.5]])],
    bs=[np.array([0.0, 1.0]), np.array([-1.0, 1.0, 3.0]), np.array([0.5])],
    Zs=[np.array([[2.0, -1.0], [-1.0, 2.0]]), np.array([[1.0, -3.0, 4.0], [3.0, 3.0, 1.0]]), np.array([[-3.5], [2.0]])],
    As=[np.array([[2.0, 0.0], [0.0, 2.0]]), np.array([[1.0, 0.0, 4.0], [3.0, 3.0, 1.0]]), np.array([[-3.5], [2.0]])],
    dWs=[
        np.array([[-2.5, 13.5]]),
        np.array([[-4.0, 0.0, 3.0], [-12.0, 6.0, 9.0]]),
        np.array([[-10.0], [-9.0], [-7.0]]),
    ],
    dbs=[np.array([-1.25, -13.5]), np.array([-8.0, 3.0, 6.0]), np.array([-4.0])],
)
