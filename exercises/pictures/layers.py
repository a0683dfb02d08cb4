"""Pictures for the building blocks."""

import numpy as np
from _style import BLUE, GREY, ORANGE, PALE, picture


@picture(8.2, 3.3)
def relu_and_its_slope(figure, relu_forward, relu_backward):
    """A ReLU that is on lets the gradient through as it is; one that is off stops it."""
    left, right = figure.subplots(1, 2)
    below, above = np.linspace(-3, -0.001, 200), np.linspace(0.001, 3, 200)
    z = np.concatenate([below, above])
    left.plot(z, np.ravel(relu_forward(z[:, np.newaxis])), color=BLUE)
    left.set(title="a = ReLU(z)", yticks=[0, 1, 2, 3], ylim=(-0.25, 3.1))
    for side in (below, above):
        came_back = relu_backward(np.ones((len(side), 1)), side[:, np.newaxis])
        right.plot(side, np.ravel(came_back), color=ORANGE)
    right.text(0.12, 0.5, "at 0, any slope\nin between", color=GREY, size=8.5, va="center")
    right.set(title="dJ/dz where dJ/da = 1", yticks=[0, 1], ylim=(-0.1, 1.24))
    for axes in (left, right):
        axes.axvline(0, color=PALE, lw=0.8, zorder=0)
        axes.set(xlabel="z", xticks=[-3, 0, 3], xlim=(-3, 3))
    right.text(-1.5, 0.06, "off", color=ORANGE, ha="center", va="bottom")
    right.text(1.5, 1.06, "on", color=ORANGE, ha="center", va="bottom")
