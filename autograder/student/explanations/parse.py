"""Explanations as they are written: one Markdown file a module, a heading an exercise, a numbered list of steps.

::

    ## mean

    1. The first step, of any number of paragraphs.

       Each line of it is indented by three; what is indented further keeps its form.

    2. The next step says a little more.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment.model import Assignment, AssignmentError

HEADING = re.compile(r"^## +(\S+) *$", re.MULTILINE)
STEP = re.compile(r"^(\d+)\.  ?", re.MULTILINE)


def load_explanations(assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """The steps of each exercise that is explained, in the order of the lecture.

    Raises
    ------
    AssignmentError
        If a file explains what its module does not ask for, or its steps are not numbered 1, 2, 3.
    """
    found: dict[str, tuple[str, ...]] = {}
    for module in assignment.modules:
        path = assignment.folder / "exercises" / "explanations" / f"{module.name}.md"
        sections = dict(_sections(path)) if path.exists() else {}
        names = [exercise.name for exercise in module.exercises]
        if strangers := sections.keys() - set(names):
            raise AssignmentError(f"{_short(path)} explains {min(strangers)}, which {module.name} does not ask for.")
        found |= {name: sections[name] for name in names if name in sections}
    return found


def _sections(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    _, *parts = HEADING.split(path.read_text(encoding="utf-8"))
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        lead, *steps = STEP.split(text)
        numbers = [int(number) for number in steps[::2]]
        if not numbers or numbers != list(range(1, len(numbers) + 1)) or lead.strip():
            raise AssignmentError(f"The explanation of {name} in {_short(path)} must be steps numbered 1., 2., 3.")
        yield name, tuple(textwrap.dedent(f"   {step}").strip("\n").rstrip() for step in steps[1::2])


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
