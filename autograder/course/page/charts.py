"""Draws the charts of a class's page as SVG in the page's colours.

They need the package vl-convert-python. Without it, the page has only tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup

from autograder.course.page.statistics import CheckStatistics, histogram
from autograder.text.phrasing import number, plural

MISSING = "The charts need one more package: pip install 'backprop-autograder[report]'"
BINS = 20
GAP = 0.04  # on both sides of a bar, of its width
WIDTH = 900  # pixels; narrower screens show it smaller
OF_PARTS = re.compile(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"')
INK, ACCENT, WRONG = "currentColor", "var(--accent)", "var(--wrong)"
AXIS: dict[str, Any] = {
    **dict.fromkeys(("labelColor", "titleColor", "domainColor", "tickColor", "gridColor"), INK),
    "gridOpacity": 0.12,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "titlePadding": 8,
}
CONFIG = {"font": "system-ui, sans-serif", "axis": AXIS, "view": {"stroke": None}, "aria": False}


def can_draw() -> bool:
    """Whether there is what draws."""
    return find_spec("vl_convert") is not None


def score_chart(scores: Sequence[float], most: float) -> Markup:
    """How many students have how many points; `most` are to be had."""
    width = most / BINS
    counts = histogram(scores, most, BINS)
    bars = [
        {"from": (place + GAP) * width, "to": (place + 1 - GAP) * width, "students": count}
        for place, count in enumerate(counts)
    ]
    ticks = [round(most * tenth / 10, 2) for tenth in range(11)]
    spec = {
        "width": WIDTH,
        "height": 150,
        "data": {"values": bars},
        "mark": {"type": "rect", "color": ACCENT, "cornerRadius": 1},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": "points",
                "scale": {"domain": [0, most], "nice": False},
                "axis": {"grid": False, "values": ticks},
            },
            "x2": {"field": "to"},
            "y": _axis("students", max(counts)),
            "y2": {"datum": 0},
        },
    }
    return _drawn(spec, f"Histogram: {plural(len(scores), 'student')} by points, of {number(most)}.")


def check_chart(checks: Sequence[tuple[str, CheckStatistics]]) -> Markup:
    """Each check that says something, by how many pass it and how well that goes with the rest.

    Parameters
    ----------
    checks : sequence of (str, CheckStatistics)
        The checks, each with what it is called.
    """
    points = [
        {"name": name, "passed": each.passed / each.attempted, "rest": each.discrimination, "look": each.doubtful}
        for name, each in checks
        if each.discrimination is not None
    ]
    x = {"field": "passed", "type": "quantitative", "title": "passed it, of those who tried"}
    y = {"field": "rest", "type": "quantitative", "title": "goes with the rest"}
    encoding = {
        "x": {**x, "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5, "grid": False}},
        "y": {**y, "scale": {"domainMax": 1}, "axis": {"tickCount": 5}},
    }
    colour = {"condition": {"test": "datum.look", "value": WRONG}, "value": ACCENT}
    marks = {
        "mark": {"type": "circle", "size": 60, "opacity": 0.65},
        "encoding": {**encoding, "color": colour},
    }
    names = {
        "transform": [{"filter": "datum.look"}],
        "mark": {"type": "text", "dy": -10, "color": WRONG, "fontSize": 12},
        "encoding": {**encoding, "text": {"field": "name"}},
    }
    few = sum(check.doubtful for _, check in checks) <= 6  # names of more would lie on one another
    spec = {"width": WIDTH, "height": 220, "data": {"values": points}, "layer": [marks, names] if few else [marks]}
    return _drawn(spec, "Each check by the share of students who pass it and by its correlation with the other checks.")


def _axis(what: str, most: int) -> dict[str, Any]:
    return {
        "field": what,
        "type": "quantitative",
        "title": what,
        "axis": {"format": "d", "tickMinStep": 1, "tickCount": min(max(most, 1), 4)},
    }


def _drawn(spec: dict[str, Any], described: str) -> Markup:
    import vl_convert

    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 2,
        "config": CONFIG,
        **spec,
    }
    svg = str(vl_convert.vegalite_to_svg(whole))
    svg = OF_PARTS.sub("", svg)  # the chart has one description, and its table has the numbers
    # Drawn from numbers and from names of checks, which Vega escapes; nothing of it is a student's.
    drawing = Markup(svg[svg.index(">") :].lstrip(">"))  # noqa: S704
    frame = svg[: svg.index(">")]
    box = frame.partition('viewBox="')[2].partition('"')[0]
    head = Markup('<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{}" viewBox="{}">')
    return head.format(described, box) + drawing
