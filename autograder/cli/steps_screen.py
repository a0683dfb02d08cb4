"""Shows explanations in the terminal, with prose wrapped and examples unchanged."""

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
    """Show some steps of an explanation.

    Parameters
    ----------
    console : Console
        Where to show them.
    exercise : str
        The name of the exercise.
    steps : sequence of str
        All steps of its explanation.
    first, last : int
        The first and the last step to show, counted from 1.
    """
    for number in range(first, last + 1):
        console.print(Text(f"{exercise}, step {number} of {len(steps)}", style="bold"))
        console.print()
        for paragraph in re.split(r"\n\s*\n", steps[number - 1]):
            _show_paragraph(console, paragraph)


def show_list(
    console: Console, assignment: Assignment, explanations: Mapping[str, Sequence[str]], seen: StepsSeen
) -> None:
    """List all exercises with an explanation: their steps, and how many of them have been seen.

    Parameters
    ----------
    console : Console
        Where to show the list.
    assignment : Assignment
        The assignment.
    explanations : dict of sequence of str
        The steps by exercise.
    seen : StepsSeen
        The steps that have been seen.
    """
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
    """Show a paragraph: indented lines unchanged, others joined and wrapped."""
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
