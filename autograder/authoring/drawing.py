"""A drawing: a network whose nodes and edges show numbers that functions answer to public checks.

::

    forward = partial(entry, "forward_pass", "by_hand")

    @drawing
    def one_neuron():
        # its docstring: the title
        yield Node("x", (0, 0), "x = 1")
        yield Node("neuron", (1, 0), numbers={"z": forward("Z", 0, 0)})
        yield Edge("x", "neuron", "w = 2", {"dJ/dw": entry("backward_pass", "by_hand", "dW", 0, 0)})

An assignment says what to draw. The engine fills in what is right and what a student's functions gave when they were
graded: nothing is called to draw.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from autograder.immutable import immutable


@immutable
class Entry:
    """One number of the answer to the first call of a public check.

    Attributes
    ----------
    exercise, check : str
        The check.
    result : str
        Which of several results, by its name; empty if the function has one.
    index : tuple of int
        Where the number stands in it.
    right : float or None
        The number that is right; None as long as nobody has computed it.
    """

    exercise: str
    check: str
    result: str = ""
    index: tuple[int, ...] = ()
    right: float | None = None

    @property
    def key(self) -> str:
        """How the number is called among those of the answer: ``dW[0, 1]``."""
        return f"{self.result}{list(self.index)}"


@immutable
class Node:
    """A node, where it stands (column and row), what is written in it, and numbers by their labels."""

    name: str
    at: tuple[float, float]
    text: str = ""
    numbers: Mapping[str, Entry] = field(default_factory=dict)


@immutable
class Edge:
    """A line between two nodes, what stands at it, and its gradient by its label.

    An edge whose right gradient is 0 is dead, and so is a node all of whose edges are.
    """

    start: str
    end: str
    text: str = ""
    numbers: Mapping[str, Entry] = field(default_factory=dict)


@immutable
class Drawing:
    """A network that is drawn on a student's page."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All numbers of it."""
        parts: list[Node | Edge] = [*self.nodes, *self.edges]
        return tuple(entry for part in parts for entry in part.numbers.values())

    @property
    def checks(self) -> frozenset[tuple[str, str]]:
        """The checks whose answers it shows, each with its exercise before it."""
        return frozenset((each.exercise, each.check) for each in self.entries)


def entry(exercise: str, check: str, result: str = "", *index: int) -> Entry:
    """One number of the answer to the first call of a public check.

    Parameters
    ----------
    exercise, check : str
        The check.
    result : str
        Which of several results.
    *index : int
        Where in it.
    """
    return Entry(exercise, check, result, index)


def drawing(function: Callable[[], Iterable[Node | Edge]]) -> Drawing:
    """Declare the nodes and edges that the decorated function yields a drawing.

    Raises
    ------
    ValueError
        Without a docstring, which is the title, or if an edge leads to a node that is not there.
    """
    title = " ".join((inspect.getdoc(function) or "").split())
    if not title:
        raise ValueError(f"the drawing {function.__name__} needs a docstring: its title")
    parts = list(function())
    nodes = tuple(each for each in parts if isinstance(each, Node))
    edges = tuple(each for each in parts if isinstance(each, Edge))
    if strangers := {end for each in edges for end in (each.start, each.end)} - {each.name for each in nodes}:
        raise ValueError(f"the drawing {function.__name__} has an edge of {min(strangers)}, which is no node of it")
    return Drawing(title, nodes, edges)
