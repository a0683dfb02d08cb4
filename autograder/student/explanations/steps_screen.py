"""Explanations in the terminal: prose in lines that fit, examples as they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.assignment.model import Assignment
from autograder.student.explanations.steps_seen import StepsSeen

WIDEST = 88  # longer lines are hard to read


def show_steps(console: Console, exercise: str, steps: Sequence[str], first: int, last: int) -> None:
    """Steps `first` to `last` of an explanation, counted from 1."""
    for number in range(first, last + 1):
        console.print(Text(f"{exercise}, step {number} of {len(steps)}", style="bold"))
        console.print()
        for paragraph in re.split(r"\n\s*\n", steps[number - 1]):
            _show_paragraph(console, paragraph)


def show_list(
    console: Console, assignment: Assignment, explanations: Mapping[str, Sequence[str]], seen: StepsSeen
) -> None:
    """All exercises that are explained, with how many steps there are and how many have been seen."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, justify in (("", "left"), ("exercise", "left"), ("steps", "right"), ("seen", "right")):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]  # both words are known to rich
    module = None
    for exercise in assignment.exercises:
        if exercise.name in explanations:
            if module not in (None, exercise.module):
                table.add_section()
            module, steps = exercise.module, len(explanations[exercise.name])
            number_seen = seen.steps(exercise.name, steps)
            table.add_row(exercise.number, exercise.name, str(steps), str(number_seen) if number_seen else "")
    console.print(table)


def _show_paragraph(console: Console, paragraph: str) -> None:
    """Lines that are indented keep their form, and those before them are one text."""
    prose: list[str] = []
    for line in paragraph.split("\n"):
        if not line.startswith(" "):
            prose.append(line)
            continue
        _show_prose(console, prose)
        prose = []
        console.print(Text(line), no_wrap=True, overflow="ignore", crop=False)
    _show_prose(console, prose)
    console.print()


def _show_prose(console: Console, lines: Sequence[str]) -> None:
    if lines:
        console.print(Text(" ".join(lines)), width=min(console.width, WIDEST))
