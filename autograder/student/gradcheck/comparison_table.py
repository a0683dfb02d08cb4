"""Shows a gradient's comparison with measured slopes in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.authoring.case import Case
from autograder.judging.verdict import Verdict
from autograder.student.gradcheck.comparison import Comparison, MeasuredCall, describe, describe_extent
from autograder.text.phrasing import number
from autograder.text.sanitize import sanitize

ROWS = 4  # shown of each result
MEANING = "Measured: (J(a + h) - J(a - h)) / 2h, where a is the number at that place, and all others stay fixed."


def show_measured(console: Console, examples: Sequence[MeasuredCall]) -> None:
    """Show each call: its results one by one, and its arguments if a result differs."""
    for place, measured in enumerate(examples, 1):
        if len(examples) > 1:
            console.print(Text(f"\nExample {place} of {len(examples)}", style="bold"))
        if isinstance(measured.results, Verdict):
            console.print(Padding(Text(sanitize(measured.results.message), style="red"), (0, 0, 0, 2), expand=False))
        else:
            _show_results(console, measured.results)
        if measured.note:
            console.print(Padding(Text(measured.note, style="yellow"), (0, 0, 0, 2), expand=False))
        if not measured.agrees and not _is_missing(measured):
            rows = f" ({measured.rows})" if measured.rows else ""
            console.print(f"\n  The call{rows}:", highlight=False)
            _show_call(console, measured.case)
    if not all(isinstance(measured.results, Verdict) or measured.agrees for measured in examples):
        console.print(f"\n{MEANING}")


def _is_missing(measured: MeasuredCall) -> bool:
    return isinstance(measured.results, Verdict) and measured.results.status == "missing"


def _show_results(console: Console, results: Sequence[Comparison]) -> None:
    width = max(len(each.name) for each in results)
    for each in results:
        line = Text(f"  {each.name:<{width}}  ")
        if each.agrees:
            console.print(line.append("agrees", "green"))
            continue
        line.append(f"departs {describe_extent(each)}".strip(), "red").append(f". {describe(each, results)}".rstrip())
        console.print(line)
        console.print(Padding(_table(each), (0, 0, 0, width + 4), expand=False))


def _table(comparison: Comparison) -> Table:
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("at")
    for column in ("yours", "measured", "yours / measured"):
        table.add_column(column, justify="right")
    for at in comparison.worst(ROWS):
        answer, measured = float(comparison.answer[at]), float(comparison.measured[at])
        ratio = number(round(answer / measured, 6) + 0.0) if measured else ""
        table.add_row(Text(str(list(at))), number(answer + 0.0), number(round(measured, 8) + 0.0), ratio)
    left = int((~comparison.agree).sum()) - ROWS
    if left > 0:
        table.add_row(f"and {left} more", "", "", "")
    return table


def _show_call(console: Console, case: Case) -> None:
    """Show the arguments in a form that can be copied into Python."""
    for name, value in case.arguments.items():
        console.print(Text(f"    {name} = {_code(value)}"), no_wrap=True, overflow="ignore", crop=False)


def _code(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_code, value))}]"
    if isinstance(value, np.ndarray):
        return f"np.array({np.array2string(value, separator=', ', max_line_width=10**6)})".replace("\n", "")
    return number(value)
