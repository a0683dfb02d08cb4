"""How all pictures look: few colours, which colour-blind eyes tell apart; words beside the lines; nothing else."""

import functools
import inspect
import textwrap

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"  # Okabe and Ito's
# Greys that can be read on white and on black: pictures have no background of their own.
INK, GREY, PALE = "#757575", "#8C8C8C", "#A6A6A6"

STYLE = {
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.facecolor": "none",
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "axes.titlepad": 10,
    "axes.unicode_minus": True,
    "lines.linewidth": 2,
    "lines.solid_capstyle": "round",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
}
LETTERS_AN_INCH = 10.4  # of a title; a little less than there is room for


def picture(width, height):
    """Hand the decorated function a figure of that many inches to draw on; its docstring is the title."""

    def declare(draw):
        @functools.wraps(draw)
        def drawn(**functions):
            with rc_context(STYLE):
                figure = Figure((width, height), layout="constrained", facecolor="none")
                figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1, wspace=0.06)
                draw(figure, **functions)
                title = textwrap.fill(" ".join(inspect.getdoc(draw).split()), int(width * LETTERS_AN_INCH))
                figure.suptitle(title, x=0.015, ha="left", size=11, weight="bold", linespacing=1.4)
            return figure

        return drawn

    return declare


def beside(axes, line, text, at=-1, offset=(7, 0), **how):
    """Write what a line is beside its right end, or beside another of its points, in its colour."""
    how = {"va": "center", "color": line.get_color(), "annotation_clip": False} | how
    axes.annotate(text, line.get_xydata()[at], offset, textcoords="offset points", **how)


def number(value):
    """A number in a label, with a real minus sign."""
    return f"{np.ravel(value)[0] + 0:.4g}".replace("-", "−")
