"""The lecture's network with one input and two hidden neurons, drawn with its numbers."""

from types import SimpleNamespace

import numpy as np
from _style import BLUE, GREY, INK, ORANGE, PALE, number
from matplotlib.patches import Circle, FancyArrowPatch

PLACES = SimpleNamespace(x=(0, 0), hidden=((2.1, 0.85), (2.1, -0.85)), output=(4.2, 0), loss=(6.3, 0))
RADIUS = 0.42


def network(axes, inside, W1, W2, dW1, dW2, *, dG=None, skip=False):
    """Draw weights above the edges and their gradients below; an edge with the gradient 0 is grey and thin.

    Parameters
    ----------
    axes : Axes
        Where to.
    inside : SimpleNamespace
        What to write into the nodes: ``x``, ``hidden`` (two), ``output`` and, if `dG` is given, ``loss``.
    W1, W2, dW1, dW2 : arrays (1, 2), (2, 1), (1, 2), (2, 1)
        Weights and gradients.
    dG : array (1, 1), optional
        dJ/dg; without it, the network is one of several, in small, and ends at its output.
    skip : bool
        Whether a skip connection leads around the output's activation function.
    """
    size = 8 if dG is None else 9.5
    into, out_of = np.reshape(dW1, 2), np.reshape(dW2, 2)
    for place, w, gradient in zip(PLACES.hidden, np.ravel(W1), into, strict=True):
        _edge(axes, PLACES.x, place, w, gradient, size)
    for place, w, gradient in zip(PLACES.hidden, np.ravel(W2), out_of, strict=True):
        _edge(axes, place, PLACES.output, w, gradient, size)
    if dG is not None:
        axes.plot((PLACES.output[0] + RADIUS, PLACES.loss[0] - RADIUS), (0, 0), color=BLUE, lw=2.2, zorder=1)
        between = (PLACES.output[0] + PLACES.loss[0]) / 2
        axes.text(
            between, -0.17, f"dJ/dg = {number(np.ravel(dG)[0])}", size=size, color=ORANGE, ha="center", va="center"
        )
        _node(axes, PLACES.loss, inside.loss, size, INK, ":")
    _node(axes, PLACES.x, inside.x, size, INK)
    _node(axes, PLACES.output, inside.output, size, PALE if not out_of.any() and not into.any() else INK)
    for number_of, (place, text, *gradients) in enumerate(
        zip(PLACES.hidden, inside.hidden, into, out_of, strict=True), 1
    ):
        _node(axes, place, text, size, INK if any(gradients) else PALE)
        axes.text(place[0], place[1] * 1.72, f"neuron {number_of}", size=size - 1, color=GREY, ha="center", va="center")
    if skip:
        _skip(axes, PLACES.output, size)
    axes.set(xlim=(-0.5, (PLACES.output if dG is None else PLACES.loss)[0] + 0.5), ylim=(-1.6, 1.6), aspect="equal")
    axes.axis("off")


def hidden_and_output(Z1, A1, Z2, G):
    """What to write into the nodes of a network whose output has a pre-activation too; its input is 1."""
    return SimpleNamespace(
        x="x = 1",
        hidden=[f"z = {number(z)}\na = {number(a)}" for z, a in zip(np.ravel(Z1), np.ravel(A1), strict=True)],
        output=f"z = {number(np.ravel(Z2)[0])}\ng = {number(np.ravel(G)[0])}",
    )


def _edge(axes, start, end, weight, gradient, size):
    """A line from node to node, its weight above it and the gradient below."""
    (x0, y0), (x1, y1) = start, end
    dead = gradient == 0
    angle = np.arctan2(y1 - y0, x1 - x0)
    along, up = RADIUS * np.cos(angle), RADIUS * np.sin(angle)
    ends = (x0 + along, x1 - along), (y0 + up, y1 - up)
    axes.plot(*ends, color=PALE if dead else BLUE, lw=1 if dead else 2.2, zorder=1)
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    away = np.array([-np.sin(angle), np.cos(angle)]) * 0.17 * size / 9.5
    for text, place, colour in (
        (f"w = {number(weight)}", middle + away, GREY if dead else INK),
        (f"dJ/dw = {number(gradient)}", middle - away, GREY if dead else ORANGE),
    ):
        axes.text(
            *place, text, size=size, color=colour, ha="center", va="center", rotation=np.degrees(angle),
            rotation_mode="anchor",
        )  # fmt: skip


def _skip(axes, place, size):
    """The way around an activation function: an arrow over its node."""
    x, y = place
    start, end = (x - 0.75 * RADIUS, y + 0.72 * RADIUS), (x + 0.75 * RADIUS, y + 0.72 * RADIUS)
    arrow = {"arrowstyle": "-|>", "connectionstyle": "arc3,rad=-1.3", "mutation_scale": 9, "color": BLUE, "lw": 2}
    axes.add_patch(FancyArrowPatch(start, end, **arrow))
    axes.text(x, y + 2.2 * RADIUS, "skip: + z", size=size, color=BLUE, ha="center", va="center")


def _node(axes, place, text, size, colour, style="-"):
    axes.add_patch(Circle(place, RADIUS, facecolor="none", edgecolor=colour, lw=1.4, ls=style, zorder=2))
    text_colour = GREY if colour == PALE else INK
    axes.text(*place, text, size=size, ha="center", va="center", color=text_colour, linespacing=1.35, zorder=3)
