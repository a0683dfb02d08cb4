"""Pictures of training."""

import numpy as np
from _style import BLUE, GREEN, GREY, ORANGE, PINK, beside, picture

X = np.linspace(-2, 2, 40)[:, np.newaxis]
HIDDEN = 16


@picture(8.4, 3.7)
def loss_curves(figure, linear_forward, dead_neurons, he_init, train):
    """Dead neurons learn nothing: the more there are, the less the training error falls."""
    axes, epochs = figure.subplots(), 400
    for dead, colour in ((16, GREY), (14, PINK), (12, GREEN), (0, BLUE)):
        rng = np.random.default_rng(1)
        Ws = [he_init(1, HIDDEN, rng), he_init(HIDDEN, 1, rng)]
        alive = rng.uniform(-2, 2, size=HIDDEN) * np.abs(Ws[0][0])
        bs = [np.where(np.arange(HIDDEN) < dead, -20.0, alive), np.zeros(1)]  # so low that no data point gets above 0
        Ws, bs, history = train(X, np.sin(2 * X), Ws, bs, 0.05, epochs, len(X), rng)
        in_the_end = np.sum(dead_neurons(linear_forward(X, Ws[0], bs[0])))
        beside(axes, axes.plot(np.arange(1, epochs + 1), history, color=colour)[0], f"{in_the_end} of {HIDDEN} dead")
    axes.set(xlabel="epoch", title="training error J", xlim=(0, epochs), ylim=(0, 1))


@picture(9.4, 3.5)
def neurons_alike(figure, he_init, train):
    """Hidden neurons that start alike stay alike for ever, and with zero weights none of them even moves; random
    weights let each become another.
    """
    starts = (
        ("All start at 0", lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
        ("All start at ½", lambda n_in, n_out, rng: np.full((n_in, n_out), 0.5)),
        ("He's weights", he_init),
    )
    panels = figure.subplots(1, 3, sharey=True)
    for axes, (name, draw) in zip(panels, starts, strict=True):
        rng = np.random.default_rng(5)
        Ws, bs = [draw(1, 4, rng), draw(4, 1, rng)], [np.zeros(4), np.zeros(1)]
        into = [Ws[0]]
        for _ in range(60):
            Ws, bs, history = train(X, np.abs(X), list(Ws), list(bs), 0.05, 1, 8, rng)
            into.append(Ws[0])
        of_each = np.concatenate(into).T
        for neuron, (weights, colour) in enumerate(zip(of_each, (ORANGE, BLUE, PINK, GREEN), strict=True), 1):
            axes.plot(weights, color=colour, label=f"neuron {neuron}")
        if np.ptp(of_each, axis=0).max() == 0:
            above = {"xytext": (0, 10), "textcoords": "offset points", "ha": "center"}
            axes.annotate("four lines in one", (30, of_each[0, 30]), **above)
        axes.set(title=f"{name}\nJ = {history[-1]:.2f} in the end", xlabel="epoch")
    panels[0].set_ylabel("weights into 4 hidden neurons")
    figure.legend(*panels[-1].get_legend_handles_labels(), loc="outside right center")
