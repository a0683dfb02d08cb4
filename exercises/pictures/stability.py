"""Pictures of gradients and activations by depth."""

import numpy as np
from _measure import gradient_lengths
from _style import BLUE, GREEN, GREY, ORANGE, PINK, beside, picture

DEPTH, WIDTH = 20, 32
DRAWS = 5  # of first weights; what is shown is their geometric mean


@picture(9.4, 3.8)
def gradients_by_depth(figure, deep_forward, deep_backward, gradient_norms, he_init):
    """Weights twice as large as He's double dJ/dZ layer by layer, half as large ones halve it; dJ/dW stays level."""
    left, right = figure.subplots(1, 2)
    for factor, colour, name in ((2, ORANGE, "2 × He"), (1, BLUE, "1 × He"), (0.5, PINK, "½ × He")):

        def norms(rng, factor=factor):
            dWs, dZs = _gradients(factor, rng, deep_forward, deep_backward, he_init)
            return gradient_norms(dZs), gradient_norms(dWs)

        for axes, lengths in zip((left, right), _mean(norms), strict=True):
            _line(axes, lengths, colour, name if axes is right else "")
    _by_layer(left, "‖dJ/dZ‖", DEPTH)
    _by_layer(right, "‖dJ/dW‖", DEPTH)


@picture(9.4, 3.8)
def clipping_and_skipping(
    figure, linear_forward, relu_forward, deep_forward, deep_backward, residual_forward, gradient_norms,
    clip_by_global_norm, he_init,
):  # fmt: skip
    """Clipping shortens an exploding gradient in all layers alike; a skip keeps one from vanishing."""
    left, right = figure.subplots(1, 2)

    def exploding(rng):
        dWs, _ = _gradients(2, rng, deep_forward, deep_backward, he_init)
        return gradient_norms(dWs), gradient_norms(clip_by_global_norm(dWs, 1.0))

    def vanishing(rng):
        Ws = [0.5 * he_init(16, 16, rng) for _ in range(DEPTH)]
        X = rng.normal(size=(1, 16))
        return [
            gradient_lengths(X, Ws, linear_forward, activation, of_weights=False)
            for activation in (relu_forward, residual_forward)
        ]

    long, clipped = _mean(exploding)
    _line(left, long, ORANGE, "as it is", at=9, offset=(0, -13))
    _line(left, clipped, GREEN, "clipped by its global norm, τ = 1", at=9, offset=(0, 13))
    short, skipping = _mean(vanishing)
    _line(right, short, PINK, "ReLU(z)", at=9, offset=(8, -6), ha="left")
    _line(right, skipping, GREEN, "z + ReLU(z)", at=9, offset=(0, 13))
    _by_layer(left, "‖dJ/dW‖ with weights of 2 × He", DEPTH)
    _by_layer(right, "‖dJ/dZ‖ with weights of ½ × He", DEPTH)
    left.set_ylim(top=1e7)
    right.set_ylim(top=1e2)


@picture(7, 3.6)
def sigmoids_vanish(figure, sigmoid, linear_forward, xavier_init):
    """A sigmoid's slope is at most ¼: on its way back the gradient shrinks, and little gets to the first weights."""
    depth, width = 10, 12

    def norms(rng):
        Ws = [xavier_init(width, width, rng) for _ in range(depth)]
        return [gradient_lengths(rng.normal(size=(1, width)), Ws, linear_forward, sigmoid, of_weights=True)]

    axes = figure.subplots()
    _line(axes, _mean(norms)[0], BLUE)
    _by_layer(axes, "‖dJ/dW‖ with sigmoids and Xavier's weights", depth)


@picture(8.4, 4)
def activations_by_depth(figure, xavier_init, he_init, activation_spreads):
    """Through ReLUs, He's weights keep the activations' spread; smaller ones lose it."""
    draws = (
        ("He", BLUE, he_init),
        ("Xavier", GREEN, xavier_init),
        ("0.01 × N(0, 1)", PINK, lambda n_in, n_out, rng: 0.01 * rng.normal(size=(n_in, n_out))),
        ("zero", GREY, lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
    )
    axes = figure.subplots()
    for name, colour, draw in draws:
        rng = np.random.default_rng(3)
        Ws = [draw(64, 64, rng) for _ in range(11)]
        spread = np.asarray(activation_spreads(rng.normal(size=(100, 64)), Ws))[:-1]
        if spread.any():
            _line(axes, spread, colour, name)
        else:
            at_the_bottom = {"transform": axes.get_xaxis_transform()}
            axes.text(1, 0.03, f"{name}: 0 in every layer, off this scale", color=colour, **at_the_bottom)
    _by_layer(axes, "standard deviation of the activations", 10)


def _gradients(factor, rng, deep_forward, deep_backward, he_init):
    """dJ/dW and dJ/dZ of all layers, where dJ/dG is of length 1."""
    Ws = [factor * he_init(WIDTH, WIDTH, rng) for _ in range(DEPTH)]
    X, away = rng.normal(size=(2, 1, WIDTH))
    Zs, As = deep_forward(X, Ws, [np.zeros(WIDTH) for _ in Ws])
    dWs, dbs = deep_backward(X, As[-1] - away / np.linalg.norm(away) / 2, Ws, list(Zs), list(As))
    return list(dWs), list(dbs)  # for a batch of one, dJ/db is dJ/dZ


def _mean(norms):
    """The geometric mean, layer by layer, over several draws of the weights."""
    return np.exp(np.mean([np.log(norms(np.random.default_rng(seed))) for seed in range(DRAWS)], axis=0))


def _line(axes, lengths, colour, name="", **where):
    (line,) = axes.plot(np.arange(1, len(lengths) + 1), lengths, color=colour, marker="o", ms=3.5)
    beside(axes, line, name, **({"ha": "center"} if "at" in where else {}) | where)


def _by_layer(axes, what, depth):
    axes.set(yscale="log", title=what, xlabel="layer", xticks=[1, *range(5, depth + 1, 5)], xlim=(0.5, depth + 0.5))
    axes.minorticks_off()
