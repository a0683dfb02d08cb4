"""How the network with one hidden layer goes wrong: the loss at its end, and arrays that are confused with others."""

import _faulty_parts as wrong
from _reference_parts import error_gradient, relu, slope
from two_layer import back, from_output

from autograder.authoring import misconception


@misconception("two_layer_backward", error=wrong.WITHOUT_TARGET)
def label_forgotten(X, Y, W2, Z1, A1, G, error):
    """What should all gradients be where every output is exactly right? Do you use every argument?"""
    return from_output(error(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", error=wrong.SLOPES_OF_OUTPUT)
def slope_of_output(X, Y, W2, Z1, A1, G, error):
    """Your gradients tell how the output changes. Where does the loss come in?"""
    return from_output(error(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", error=wrong.LOSSES)
def loss_for_gradient(X, Y, W2, Z1, A1, G, error):
    """You start from the loss itself. How does the loss change with the output?"""
    return from_output(error(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward")
def divided_by_sum_of_shape(X, Y, W2, Z1, A1, G):
    """By what do you divide? Print that number for three data points with two outputs."""
    return from_output(wrong.error_over_sum_of_shape(G, Y), X, W2, Z1, A1)


@misconception("two_layer_backward", biases=wrong.BIASES_FROM_WEIGHTS)
def bias_from_weight_gradient(X, Y, W2, Z1, A1, G, biases):
    """Is a bias multiplied by an input in the forward pass? From which array does its gradient follow?"""
    dW1, _, dW2, _ = back(X, Y, W2, Z1, A1, G)
    return dW1, biases(dW1), dW2, biases(dW2)


@misconception("two_layer_backward", mask=(wrong.ones, slope))
def mask_of_own_layer(X, Y, W2, Z1, A1, G, mask):
    """A ReLU has its slope at its own pre-activation. Which layer's pre-activation is in your mask?"""
    _, _, dW2, db2 = back(X, Y, W2, Z1, A1, G)
    dZ1 = error_gradient(G, Y) * slope(G) @ W2.T * mask(Z1)
    return X.T @ dZ1, dZ1.sum(axis=0), dW2, db2


@misconception("two_layer_backward")
def wrong_input_of_layer(X, Y, W2, Z1, A1, G):
    """What is the input of the second layer, and what is its output? Which of them is in your gradient?"""
    dW1, db1, _, db2 = back(X, Y, W2, Z1, A1, G)
    return dW1, db1, G.T @ error_gradient(G, Y), db2


@misconception("two_layer_backward", name="wrong-input-of-layer")
def input_of_network_for_that_of_layer_2(X, Y, W2, Z1, A1, G):
    dW1, db1, _, db2 = back(X, Y, W2, Z1, A1, G)
    return dW1, db1, X.T @ error_gradient(G, Y), db2


@misconception("two_layer_backward", name="wrong-input-of-layer", array=(relu, slope, wrong.identity))
def hidden_layer_for_input_of_layer_1(X, Y, W2, Z1, A1, G, array):
    _, db1, dW2, db2 = back(X, Y, W2, Z1, A1, G)
    return array(Z1).T @ (error_gradient(G, Y) @ W2.T * slope(Z1)), db1, dW2, db2


@misconception("two_layer_forward", layer=wrong.MISPLACED)
def bias_in_the_wrong_place(X, W1, b1, W2, b2, layer):
    """A bias is the weight of an input that is always 1. Did you put that input where its bias belongs?"""
    Z1 = layer(X, W1, b1)
    return Z1, relu(Z1), layer(relu(Z1), W2, b2)


@misconception("two_layer_forward")
def output_for_activation(X, W1, b1, W2, b2):
    """You should return three different arrays. Which one comes between the pre-activation and the output?"""
    Z1 = X @ W1 + b1
    G = relu(Z1) @ W2 + b2
    return Z1, G, G


@misconception("two_layer_backward", other=wrong.OTHER_SLOPES)
def slope_of_another_activation(X, Y, W2, Z1, A1, G, other):
    """Which activation function does the hidden layer have? Yours is the slope of another one."""
    return back(X, Y, W2, Z1, A1, G, down=wrong.masked(lambda Z: other(relu(Z))))


@misconception("two_layer_forward", activation=wrong.OTHER_ACTIVATIONS)
def another_activation(X, W1, b1, W2, b2, activation):
    """Which activation function does the hidden layer of this network have? Look at the range of your A1."""
    Z1 = X @ W1 + b1
    return Z1, activation(Z1), activation(Z1) @ W2 + b2
