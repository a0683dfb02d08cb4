"""Pictures for the recap."""

import numpy as np
from _style import GREY, number, picture
from matplotlib.colors import LinearSegmentedColormap

BETWEEN = -3.7  # halfway between what the network gives to the two pairs of corners
BLACK = "#222222"  # on shades that are light in any theme
FROM_BLUE_TO_ORANGE = LinearSegmentedColormap.from_list("", ["#3B8FC4", "#B9D6E8", "#FFFFFF", "#F3C9AC", "#E58A4E"])


@picture(6, 4.9)
def two_neurons_decide(figure, sigmoid_network):
    """Between the dashed lines both hidden neurons are above ½ and g is lowest; the line g = −3.7 parts the corners."""
    axes = figure.subplots()
    W1, b1 = np.array([[5.0, -5.0], [-5.0, 5.0]]), np.ones(2)
    W2, b2 = np.full((2, 1), -3.0), np.zeros(1)
    along = np.linspace(-0.5, 1.5, 81)
    x1, x2 = np.meshgrid(along, along)
    points = np.column_stack([x1.ravel(), x2.ravel()])
    G = np.reshape(sigmoid_network(points, W1, b1, W2, b2), x1.shape)
    shades = axes.contourf(x1, x2, G, np.linspace(-4.4, -3.0, 141), cmap=FROM_BLUE_TO_ORANGE, extend="both")
    axes.contour(x1, x2, G, [BETWEEN], colors=BLACK, linewidths=1.4, linestyles="solid")
    for shift in (-0.2, 0.2):  # where 5 x1 - 5 x2 + 1 = 0, and where -5 x1 + 5 x2 + 1 = 0
        axes.axline((0, -shift), slope=1, color=GREY, lw=1.2, ls=(0, (4, 3)))
    corners = np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    for corner, g in zip(corners, np.ravel(sigmoid_network(corners, W1, b1, W2, b2)), strict=True):
        axes.plot(*corner, "o", ms=9, mfc="white" if g > BETWEEN else BLACK, mec=BLACK, mew=1.4)
        text = f"g = {number(round(g, 2))}"
        room = {"boxstyle": "round,pad=0.2", "fc": "white", "ec": "none", "alpha": 0.92}
        axes.annotate(
            text, corner, (0, -18), textcoords="offset points", color=BLACK, ha="center", va="center", bbox=room
        )
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    axes.set(xticks=[0, 1], yticks=[0, 1])
    bar = figure.colorbar(shades, ax=axes, ticks=[-4.4, BETWEEN, -3], shrink=0.8, aspect=28, extendfrac=0)
    bar.set_label("g = −3 (σ₁ + σ₂)")
    bar.outline.set_visible(False)
