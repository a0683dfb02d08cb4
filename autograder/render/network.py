"""An assignment's drawing with one student's numbers, laid out: where each node and line is, and what stands at it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from autograder.authoring.drawing import Drawing, Edge, Entry, Node
from autograder.immutable import immutable
from autograder.results.report import CheckResult, Report
from autograder.text.phrasing import number

COLUMN, ROW = 300, 82  # from one node to the next, in units of the drawing
WIDTH, LINE, PADDING = 132, 21, 13  # of a node: its width, a line of text, above and below the text
MARGIN = 4
UNKNOWN = "?"
MINUS = re.compile(r"(?<![^\W\d_])-(?=[\d.])|(?<=e)-(?=\d)")  # a sign, and not a hyphen between words


@immutable
class Quantity:
    """A number, as it is shown: what a student's function gave, and what is right.

    Attributes
    ----------
    label, own, right : str
        What it is called, the student's, and the right one.
    state : str
        ``right``, ``wrong`` or ``open``: nothing was answered.
    """

    label: str
    own: str
    right: str
    state: str

    @property
    def is_wrong(self) -> bool:
        return self.state == "wrong"

    @property
    def in_full(self) -> str:
        """What stands in the drawing: the student's number and, if it differs, the right one."""
        right = "" if not self.is_wrong else f" ({self.right})" if self.own == UNKNOWN else f", not {self.right}"
        return f"{self.label} = {self.own}{right}"


@immutable
class Placed:
    """What is placed in a drawing: its text, its numbers, and whether a gradient reaches it."""

    text: str
    quantities: tuple[Quantity, ...]
    dead: bool

    @property
    def differs(self) -> bool:
        return any(each.is_wrong for each in self.quantities)


@immutable
class PlacedNode(Placed):
    """A node, with its corner and its height."""

    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + WIDTH / 2

    def lines(self) -> Iterator[tuple[float, str, str]]:
        """Where each line of its text stands, the text, and its tone."""
        lines = [(self.text, "name")] if self.text else []
        lines += [(each.in_full, each.state) for each in self.quantities]
        for place, (text, tone) in enumerate(lines):
            yield self.y + PADDING + LINE * (place + 0.5), text, tone


@immutable
class PlacedEdge(Placed):
    """A line, where it begins and ends, and between what."""

    start: tuple[float, float]
    end: tuple[float, float]
    what: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.start[0] + self.end[0]) / 2, (self.start[1] + self.end[1]) / 2

    @property
    def angle(self) -> float:
        """By how many degrees it falls: what stands at it is turned as far."""
        return round(math.degrees(math.atan2(self.end[1] - self.start[1], self.end[0] - self.start[0])), 2)


@immutable
class Network:
    """A drawing with a student's numbers, laid out."""

    title: str
    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]
    rows: tuple[tuple[str, Quantity], ...]
    has_dead: bool
    node_width: float = WIDTH

    @property
    def differences(self) -> int:
        """How many of the student's numbers are not the right ones."""
        return sum(quantity.is_wrong for _, quantity in self.rows)

    @property
    def missing(self) -> int:
        """How many of those are no numbers: nothing came back, or something else."""
        return sum(quantity.is_wrong and quantity.own == UNKNOWN for _, quantity in self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether none of the numbers is the student's."""
        return all(quantity.own == UNKNOWN for _, quantity in self.rows)


def networks(report: Report) -> tuple[Network, ...]:
    """The drawings of a report; without those for which the student's functions gave no number at all."""
    checks = {(exercise.name, check.name): check for exercise in report.exercises for check in exercise.checks}
    drawn = [_network(drawing, checks) for drawing in report.drawings] if report.graded else []
    return tuple(each for each in drawn if not each.is_empty)


def _network(drawing: Drawing, checks: Mapping[tuple[str, str], CheckResult]) -> Network:
    def quantities(part: Node | Edge) -> tuple[Quantity, ...]:
        return tuple(_quantity(label, entry, checks) for label, entry in part.numbers.items())

    left, top = (min(each.at[axis] for each in drawing.nodes) for axis in (0, 1))
    tallest = max(map(_height, drawing.nodes))
    at = {
        each.name: (MARGIN + (each.at[0] - left) * COLUMN, MARGIN + tallest / 2 + (each.at[1] - top) * ROW)
        for each in drawing.nodes
    }
    nodes = tuple(
        PlacedNode(
            _with_minus(each.text),
            quantities(each),
            _is_dead([edge for edge in drawing.edges if each.name in (edge.start, edge.end)]),
            at[each.name][0],
            at[each.name][1] - _height(each) / 2,
            _height(each),
        )
        for each in drawing.nodes
    )
    edges = tuple(
        PlacedEdge(
            _with_minus(each.text),
            quantities(each),
            _is_dead([each]),
            (at[each.start][0] + WIDTH, at[each.start][1]),
            at[each.end],
            f"{each.start} to {each.end}",
        )
        for each in drawing.edges
    )
    rows = [(node.name, each) for node, placed in zip(drawing.nodes, nodes, strict=True) for each in placed.quantities]
    rows += [(edge.what, each) for edge in edges for each in edge.quantities]
    return Network(
        drawing.title,
        max(x for x, _ in at.values()) + WIDTH + MARGIN,
        max(y for _, y in at.values()) + tallest / 2 + MARGIN,
        nodes,
        edges,
        tuple(rows),
        any(each.dead for each in edges),
    )


def _height(node: Node) -> float:
    return 2 * PADDING + LINE * (bool(node.text) + len(node.numbers))


def _is_dead(edges: list[Edge]) -> bool:
    """Whether the right gradient of all these edges is 0."""
    gradients = [entry.right for edge in edges for entry in edge.numbers.values()]
    return bool(gradients) and not any(gradients)


def _quantity(label: str, entry: Entry, checks: Mapping[tuple[str, str], CheckResult]) -> Quantity:
    right = _in_short(entry.right)
    check = checks.get((entry.exercise, entry.check))
    if check is None or check.status == "missing":
        return Quantity(label, UNKNOWN, right, "open")
    answered = dict(check.numbers)
    value = answered.get(entry.key) if answered or not check.passed else entry.right
    if _in_full(value) == _in_full(entry.right):
        return Quantity(label, right, right, "right")
    own = _in_short(value)
    return Quantity(label, own, right, "wrong") if own != right else Quantity(label, _in_full(value), right, "wrong")


def _in_short(value: float | None) -> str:
    return _with_minus(UNKNOWN if value is None else f"{value + 0.0:.4g}")


def _in_full(value: float | None) -> str:
    return _with_minus(UNKNOWN if value is None else number(value))


def _with_minus(text: str) -> str:
    return MINUS.sub("−", text)
