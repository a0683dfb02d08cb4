"""How the initialization of a network goes wrong, and how the spread of its activations is measured wrong."""

from itertools import pairwise

import numpy as np

from autograder.authoring import misconception


def he(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))


def xavier(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))


def drawn(sizes, rng, *, hidden=he, last=xavier, biases=np.zeros):
    """A network with one rule for its hidden layers, and one for its last."""
    shapes = list(pairwise(sizes))
    Ws = [hidden(*shape, rng) for shape in shapes[:-1]] + [last(*shapes[-1], rng)]
    return Ws, [biases(n_out) for n_out in sizes[1:]]


@misconception("initialize_network")
def xavier_everywhere(sizes, rng):
    """Which of your layers are followed by a ReLU, and which rule makes up for what a ReLU sets to 0?"""
    return drawn(sizes, rng, hidden=xavier)


@misconception("initialize_network")
def he_everywhere(sizes, rng):
    """What follows the last layer? Does its rule need a factor that makes up for a ReLU?"""
    return drawn(sizes, rng, last=he)


@misconception("initialize_network")
def rules_swapped(sizes, rng):
    """There are two rules for two kinds of layers. Which rule is made for a layer whose outputs go through a ReLU?"""
    return drawn(sizes, rng, hidden=xavier, last=he)


@misconception("initialize_network")
def he_for_a_single_layer(sizes, rng):
    """In a network of one layer, is that layer a hidden one or the last one?"""
    return drawn(sizes, rng, last=he if len(sizes) == 2 else xavier)


@misconception("initialize_network")
def xavier_first(sizes, rng):
    """Which layer is not followed by a ReLU: the first or the last?"""
    shapes = list(pairwise(sizes))
    Ws = [xavier(*shapes[0], rng)] + [he(*shape, rng) for shape in shapes[1:]]
    return Ws, [np.zeros(n_out) for n_out in sizes[1:]]


@misconception("initialize_network")
def fan_out(sizes, rng):
    """A pre-activation is a sum. How many terms does it have: one for each input, or one for each neuron?"""
    return drawn(
        sizes,
        rng,
        hidden=lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / n_out), size=(n_in, n_out)),
        last=lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / n_out), size=(n_in, n_out)),
    )


@misconception("initialize_network")
def fan_in_of_the_network(sizes, rng):
    """How many inputs has the second layer? Is that the number of inputs of the network?"""
    return drawn(
        sizes,
        rng,
        hidden=lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / sizes[0]), size=(n_in, n_out)),
        last=lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / sizes[0]), size=(n_in, n_out)),
    )


@misconception("initialize_network")
def variance_as_std(sizes, rng):
    """The rule names a variance. What does your generator expect: a variance, or a standard deviation?"""
    return drawn(
        sizes,
        rng,
        hidden=lambda n_in, n_out, rng: rng.normal(0, 2 / n_in, size=(n_in, n_out)),
        last=lambda n_in, n_out, rng: rng.normal(0, 1 / n_in, size=(n_in, n_out)),
    )


@misconception("initialize_network")
def no_scale(sizes, rng):
    """What happens to the pre-activations of a layer with a thousand inputs if every weight is about as large as 1?"""
    standard = lambda n_in, n_out, rng: rng.standard_normal((n_in, n_out))  # noqa: E731
    return drawn(sizes, rng, hidden=standard, last=standard)


@misconception("initialize_network", scale=(0.01, 0.1, 0.02, 0.001))
def fixed_scale(sizes, rng, scale):
    """Should a layer with ten inputs and one with a thousand get weights of the same size?"""
    small = lambda n_in, n_out, rng: scale * rng.standard_normal((n_in, n_out))  # noqa: E731
    return drawn(sizes, rng, hidden=small, last=small)


@misconception("initialize_network")
def uniform_not_normal(sizes, rng):
    """Plot a histogram of your weights. Does it have the shape that the rule asks for?"""
    return drawn(
        sizes,
        rng,
        hidden=lambda n_in, n_out, rng: rng.uniform(-np.sqrt(6 / n_in), np.sqrt(6 / n_in), size=(n_in, n_out)),
        last=lambda n_in, n_out, rng: rng.uniform(-np.sqrt(3 / n_in), np.sqrt(3 / n_in), size=(n_in, n_out)),
    )


@misconception("initialize_network")
def zero_weights(sizes, rng):
    """If all neurons of a layer start alike, what will ever make them different?"""
    zeros = lambda n_in, n_out, rng: np.zeros((n_in, n_out))  # noqa: E731
    return drawn(sizes, rng, hidden=zeros, last=zeros)


@misconception("initialize_network")
def random_biases(sizes, rng):
    """The weights tell the neurons apart already. What does the exercise say about the biases?"""
    return drawn(sizes, rng, biases=lambda n_out: rng.normal(size=n_out))


@misconception("initialize_network", name="random-biases")
def random_biases_drawn_small(sizes, rng):
    return drawn(sizes, rng, biases=lambda n_out: 0.01 * rng.normal(size=n_out))


@misconception("initialize_network", name="random-biases", value=(1.0, 0.1, 0.01))
def constant_biases(sizes, rng, value):
    return drawn(sizes, rng, biases=lambda n_out: np.full(n_out, value))


@misconception("initialize_network", name="wrong-shape")
def shapes_swapped(sizes, rng):
    """Print the shapes of all arrays. Does a column of the weights belong to an input or to a neuron? And a bias?"""
    Ws, bs = drawn(sizes, rng)
    return [W.T for W in Ws], bs


@misconception("initialize_network", name="wrong-shape")
def biases_of_the_inputs(sizes, rng):
    Ws, _ = drawn(sizes, rng)
    return Ws, [np.zeros(n_in) for n_in in sizes[:-1]]


def spreads(X, Ws, *, activation=lambda Z: np.maximum(0, Z), last=lambda Z: Z, measure=np.std):
    """A number that is measured for each layer's activations."""
    A, found = X, []
    for layer, W in enumerate(Ws):
        A = (activation if layer < len(Ws) - 1 else last)(A @ W)
        found.append(measure(A))
    return np.array(found)


@misconception("activation_spreads")
def spread_of_pre_activations(X, Ws):
    """What does a layer pass to the next one: its pre-activations, or its activations?"""
    A, found = X, []
    for W in Ws:
        Z = A @ W
        found.append(np.std(Z))
        A = np.maximum(0, Z)
    return np.array(found)


@misconception("activation_spreads")
def relu_at_the_output(X, Ws):
    """Which activation function does the last layer have? Look at a negative output."""
    return spreads(X, Ws, last=lambda Z: np.maximum(0, Z))


@misconception("activation_spreads")
def relu_forgotten(X, Ws):
    """What happens to a negative pre-activation in a hidden layer?"""
    return spreads(X, Ws, activation=lambda Z: Z)


@misconception("activation_spreads")
def sigmoid_in_the_hidden_layers(X, Ws):
    """Which activation function do the hidden layers of this network have?"""
    return spreads(X, Ws, activation=lambda Z: np.exp(-np.logaddexp(0, -Z)))


@misconception("activation_spreads", name="sigmoid-in-the-hidden-layers")
def tanh_in_the_hidden_layers(X, Ws):
    return spreads(X, Ws, activation=np.tanh)


@misconception("activation_spreads")
def variance_not_std(X, Ws):
    """If all activations double, does your number double or become four times as large? What should a spread do?"""
    return spreads(X, Ws, measure=np.var)


@misconception("activation_spreads")
def divided_by_one_less(X, Ws):
    """By what is the sum of the squared distances divided: by how many numbers there are, or by one less?"""
    return spreads(X, Ws, measure=lambda A: np.std(A, ddof=1 if A.size > 1 else 0))


@misconception("activation_spreads")
def root_mean_square(X, Ws):
    """From where do you measure the distance of the activations: from 0, or from their mean?"""
    return spreads(X, Ws, measure=lambda A: np.sqrt(np.mean(A**2)))


@misconception("activation_spreads", name="root-mean-square")
def norm_for_spread(X, Ws):
    return spreads(X, Ws, measure=np.linalg.norm)


@misconception("activation_spreads")
def spread_per_neuron(X, Ws):
    """Do you take one spread over all numbers of a layer, or a mean of many spreads?"""
    return spreads(X, Ws, measure=lambda A: np.mean(np.std(A, axis=0)))


@misconception("activation_spreads", name="spread-per-neuron")
def spread_per_data_point(X, Ws):
    return spreads(X, Ws, measure=lambda A: np.mean(np.std(A, axis=1)))


@misconception("activation_spreads")
def mean_for_spread(X, Ws):
    """Add 100 to every activation: does their spread change? Does your number?"""
    return spreads(X, Ws, measure=np.mean)


@misconception("activation_spreads", name="mean-for-spread")
def mean_distance_for_spread(X, Ws):
    return spreads(X, Ws, measure=lambda A: np.mean(np.abs(A - np.mean(A))))


@misconception("activation_spreads", name="mean-for-spread")
def range_for_spread(X, Ws):
    return spreads(X, Ws, measure=lambda A: np.max(A) - np.min(A))


@misconception("activation_spreads")
def spread_of_weights(X, Ws):
    """Which spread is asked for: that of the weights, or that of the layers' activations?"""
    return np.array([np.std(W) for W in Ws])


@misconception("activation_spreads")
def inputs_included(X, Ws):
    """How many layers are there, and how many numbers come back? The inputs are not a layer."""
    return np.array([np.std(X), *spreads(X, Ws)])


@misconception("activation_spreads", name="inputs-included")
def inputs_for_the_last_layer(X, Ws):
    return np.array([np.std(X), *spreads(X, Ws)[:-1]])


@misconception("activation_spreads", name="inputs-included")
def hidden_layers_alone(X, Ws):
    return spreads(X, Ws)[:-1]


@misconception("activation_spreads")
def relative_to_the_inputs(X, Ws):
    """Is a ratio asked for, or the spread itself?"""
    return spreads(X, Ws) / np.std(X)
