"""The references against oracles that share no line with them: central differences, and automatic differentiation."""

import itertools

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from autograder.assignment.loading import load_folder
from autograder.authoring.finite_differences import AGREEMENT, central_differences
from tests.support.project import ROOT

SOLUTIONS = load_folder(ROOT / "solutions")
SHAPES = [(7, 5, 11, 3), (4, 4, 4, 4), (1, 3, 5, 2)]


def relu(Z):
    return anp.where(Z > 0, Z, 0.0)


def error(G, Y):
    return anp.sum((G - Y) ** 2) / len(Y)


def two_layers(W1, b1, W2, b2, X):
    return relu(X @ W1 + b1) @ W2 + b2


def output_relu(W1, W2, X):
    return relu(relu(X @ W1) @ W2)


def residual(W1, W2, X):
    Z2 = relu(X @ W1) @ W2
    return Z2 + relu(Z2)


def deep(Ws, bs, X):
    A = X
    for W, b in zip(Ws[:-1], bs[:-1], strict=True):
        A = relu(A @ W + b)
    return A @ Ws[-1] + bs[-1]


def agrees(found, loss, *arguments, which):
    """`found` is the gradient of ``loss(*arguments)`` by both oracles."""
    automatic = grad(loss, which)(*arguments)
    measured = central_differences(
        lambda value: loss(*arguments[:which], value, *arguments[which + 1 :]), arguments[which]
    )
    scale = np.abs(found).max()
    assert np.abs(found - automatic).max() <= 1e-12 * scale
    assert np.abs(found - measured).max() <= AGREEMENT * scale


@pytest.fixture(params=SHAPES, ids=str)
def net(request):
    """Data and weights with every pre-activation well off the kink."""
    n, d, h, o = request.param
    for seed in range(200):
        rng = np.random.default_rng(seed)
        X, Y, W1, b1, W2, b2 = (rng.normal(size=shape) for shape in [(n, d), (n, o), (d, h), (h,), (h, o), (o,)])
        Zs = [X @ W1 + b1, X @ W1, np.maximum(0, X @ W1) @ W2]
        if min(np.abs(Z).min() for Z in Zs) > 1e-2 and all((Z > 0).any() and (Z < 0).any() for Z in Zs):
            return X, Y, W1, b1, W2, b2
    pytest.fail("no network off the kink was found")


def test_layers(net):
    X, Y, W1, b1, _, _ = net
    layers = SOLUTIONS["layers"]
    Z = layers.linear_forward(X, W1, b1)
    dZ = np.random.default_rng(0).normal(size=Z.shape)

    def through(X, W, b):
        return anp.sum(dZ * (X @ W + b))

    for which, found in enumerate(layers.linear_backward(dZ, X, W1)):
        agrees(found, through, X, W1, b1, which=which)
    agrees(layers.relu_backward(dZ, Z), lambda Z: anp.sum(dZ * relu(Z)), Z, which=0)
    agrees(SOLUTIONS["residual"].residual_backward(dZ, Z), lambda Z: anp.sum(dZ * (Z + relu(Z))), Z, which=0)
    agrees(layers.squared_loss_backward(Y + 1, Y), lambda G: error(G, Y), Y + 1, which=0)


def test_two_layer_backward(net):
    X, Y, *weights = net
    kept = SOLUTIONS["two_layer"].two_layer_forward(X, *weights)
    found = SOLUTIONS["two_layer"].two_layer_backward(X, Y, weights[2], *kept)
    for which, gradient in enumerate(found):
        agrees(gradient, lambda *w: error(two_layers(*w, X), Y), *weights, which=which)


@pytest.mark.parametrize(("module", "network"), [("dead_relu", output_relu), ("residual", residual)])
def test_networks_without_biases(net, module, network):
    X, Y, W1, _, W2, _ = net
    name = "relu_network_gradients" if module == "dead_relu" else "residual_network_gradients"
    found = getattr(SOLUTIONS[module], name)(X, Y, W1, W2)
    for which, gradient in enumerate(found):
        agrees(gradient, lambda *w: error(network(*w, X), Y), W1, W2, which=which)


@pytest.mark.parametrize("widths", [(3, 2), (3, 5, 2), (3, 4, 5, 4, 2)], ids=str)
def test_deep_backward(widths):
    rng = np.random.default_rng(3)
    X, Y = rng.normal(size=(4, widths[0])), rng.normal(size=(4, widths[-1]))
    Ws = [rng.normal(size=shape) for shape in itertools.pairwise(widths)]
    bs = [rng.normal(size=width) for width in widths[1:]]
    dWs, dbs = SOLUTIONS["deep"].deep_backward(X, Y, Ws, *SOLUTIONS["deep"].deep_forward(X, Ws, bs))
    for layer in range(len(Ws)):

        def loss(W, b, layer=layer):
            return error(deep([*Ws[:layer], W, *Ws[layer + 1 :]], [*bs[:layer], b, *bs[layer + 1 :]], X), Y)

        agrees(dWs[layer], loss, Ws[layer], bs[layer], which=0)
        agrees(dbs[layer], loss, Ws[layer], bs[layer], which=1)


@pytest.mark.parametrize("seed", range(6))
def test_neurons(seed):
    rng = np.random.default_rng(seed)
    w, x, y = rng.normal(size=5), rng.normal(size=5), 0.75
    agrees(SOLUTIONS["neuron"].linear_neuron_gradient(w, x, y), lambda w: (w @ x - y) ** 2, w, which=0)
    if w @ x > 0:
        agrees(SOLUTIONS["neuron"].relu_neuron_gradient(w, x, y), lambda w: (relu(w @ x) - y) ** 2, w, which=0)
    else:
        assert not SOLUTIONS["neuron"].relu_neuron_gradient(w, x, y).any()


def test_training_is_gradient_descent_by_automatic_differentiation():
    rng = np.random.default_rng(5)
    X, Y = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    Ws, bs = [rng.normal(size=(3, 4)), rng.normal(size=(4, 2))], [rng.normal(size=4), rng.normal(size=2)]
    found_Ws, found_bs, history = SOLUTIONS["training"].train(X, Y, Ws, bs, 0.01, 3, 6, np.random.default_rng(0))
    for _ in range(3):
        dWs, dbs = (grad(lambda Ws, bs: error(deep(Ws, bs, X), Y), which)(Ws, bs) for which in (0, 1))
        Ws = [W - 0.01 * dW for W, dW in zip(Ws, dWs, strict=True)]
        bs = [b - 0.01 * db for b, db in zip(bs, dbs, strict=True)]
    for found, asked in zip([*found_Ws, *found_bs, history[-1]], [*Ws, *bs, error(deep(Ws, bs, X), Y)], strict=True):
        assert np.allclose(found, asked, rtol=1e-12, atol=0)


def test_the_published_numbers():
    network = SOLUTIONS["forward"].sigmoid_network
    X = np.array([[0, 0], [1, 1], [1, 0], [0, 1], [0.2, 0], [0.5, 0.25], [2, -1]])
    G = network(X, np.array([[5, -5], [-5, 5]]), np.array([1, 1]), np.array([[-3], [-3]]), np.array([0]))
    same, apart = -4.386351471780, -3.046540760416
    asked = [same, same, apart, apart, -4.142391233934, -4.027422102645, -3.000002156979]
    assert np.allclose(G[:, 0], asked, rtol=1e-12, atol=0)
    nets = {
        (1, 3, (2, -1), (1, 2)): (2, 1, (-4, 0), (-2, 0)),
        (1, 3, (-1, 2), (2, 1)): (2, 1, (0, -4), (0, -2)),
        (-1, 3, (2, -1), (1, 2)): (2, 1, (0, -2), (0, 4)),
        (2, 3, (2, -1), (1, 2)): (4, 1, (8, 0), (4, 0)),
        (1, 3, (2, -1), (-1, 2)): (-2, 25, (-20, 0), (10, 0)),
        (1, 3, (2, 1), (1, 2)): (4, 1, (4, 2), (2, 4)),
        (-1.5, 0.75, (2, -1), (-0.5, 1.25)): (1.875, 1.265625, (0, 3.375), (0, -4.21875)),
        (0.5, -2, (3, 1.5), (-2, 0.75)): (-2.4375, 0.19140625, (-1.3125, -0.65625), (0.875, -0.328125)),
    }
    for (x, y, w1, w2), (g, loss, dw2, dw1) in nets.items():
        X, Y, W1, W2 = np.array([[x]]), np.array([[y]]), np.array([w1]), np.array([w2]).T
        Z1, A1, G = SOLUTIONS["two_layer"].two_layer_forward(X, W1, np.zeros(2), W2, np.zeros(1))
        dW1, _, dW2, _ = SOLUTIONS["two_layer"].two_layer_backward(X, Y, W2, Z1, A1, G)
        assert (G.item(), SOLUTIONS["forward"].training_error(G, Y)) == (g, loss)
        assert dW2.ravel().tolist() == list(dw2)
        assert dW1.ravel().tolist() == list(dw1)


def test_a_step_is_gradient_descent_by_automatic_differentiation():
    rng = np.random.default_rng(8)
    X, Y = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    Ws, bs = [rng.normal(size=(3, 4)), rng.normal(size=(4, 2))], [rng.normal(size=4), rng.normal(size=2)]
    dWs, dbs = (grad(lambda Ws, bs: error(deep(Ws, bs, X), Y), which)(Ws, bs) for which in (0, 1))
    length = np.sqrt(sum(np.sum(gradient**2) for gradient in (*dWs, *dbs)))
    for max_norm, scale in ((None, 1.0), (2 * length, 1.0), (length / 4, 0.25)):
        found = SOLUTIONS["training"].train_step(X, Y, Ws, bs, 0.1, max_norm)
        for each, start, gradient in zip([*found[0], *found[1]], [*Ws, *bs], [*dWs, *dbs], strict=True):
            assert np.allclose(each, start - 0.1 * scale * gradient, rtol=1e-12, atol=0)


def test_stochastic_gradient_descent_finds_the_line():
    rng = np.random.default_rng(2)
    slope, X = np.array([2.0, -1.0, 0.5]), rng.normal(size=(50, 3))
    found = SOLUTIONS["neuron"].sgd_linear_regression(np.zeros(3), X, X @ slope, 0.05, 2000, rng)
    assert np.abs(found - slope).max() < 1e-9


def test_the_activations_of_an_initialized_network_stay_level():
    rng, stability = np.random.default_rng(4), SOLUTIONS["stability"]
    Ws, bs = stability.initialize_network([200] * 20, rng)
    X = rng.normal(size=(100, 200))
    level = stability.activation_spreads(X, Ws)[:-1]
    assert 0.3 < level[-1] / level[0] < 3
    assert stability.activation_spreads(X, [W / 2 for W in Ws])[-1] < 1e-4
    assert not any(b.any() for b in bs)
