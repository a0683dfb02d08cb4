"""Reads the guide to the exercises: a Markdown file for each module, with a section for each exercise.

::

    ## mean

    The idea, the formula, an example to work by hand: for the notebook.

    ### Steps

    1. The first step, of any number of paragraphs.

       Each line of it is indented by three; what is indented further keeps its form.

    2. The next step says a little more.

The docstring of a stub specifies the function; the guide explains how to find it. Either half of a section may be
missing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from autograder.assignment.documents import sections
from autograder.assignment.model import Assignment, AssignmentError
from autograder.immutable import immutable

FOLDER = "guide"  # in exercises/
STEPS = re.compile(r"^### Steps *$", re.MULTILINE)
STEP = re.compile(r"^(\d+)\.  ?", re.MULTILINE)


@immutable
class GuideSection:
    """The guide to one exercise.

    Attributes
    ----------
    idea : str
        Markdown, with formulas between dollar signs; may be empty.
    steps : tuple of str
        The steps that ``explain`` shows one by one, each revealing a little more; may be empty.
    """

    idea: str
    steps: tuple[str, ...]


def load_guide(assignment: Assignment) -> dict[str, GuideSection]:
    """The sections of the guide by exercise, in the order of the lecture.

    Raises
    ------
    AssignmentError
        If a file has a section on something that is not an exercise of its module, or steps not numbered 1, 2, 3.
    """
    found: dict[str, GuideSection] = {}
    for module in assignment.modules:
        path = assignment.folder / "exercises" / FOLDER / f"{module.name}.md"
        written = dict(_sections(path)) if path.exists() else {}
        names = [exercise.name for exercise in module.exercises]
        if strangers := written.keys() - set(names):
            raise AssignmentError(
                f"{_short(path)} explains {min(strangers)}, which is not an exercise of {module.name}."
            )
        found |= {name: written[name] for name in names if name in written}
    return found


def load_steps(assignment: Assignment) -> dict[str, tuple[str, ...]]:
    """The steps of each exercise that is explained in steps, in the order of the lecture.

    Raises
    ------
    AssignmentError
        As `load_guide` does.
    """
    return {name: section.steps for name, section in load_guide(assignment).items() if section.steps}


def where_to_read_on(assignment: Assignment, exercise: str, explain: str) -> str:
    """A line for a student who is stuck with an exercise; empty if the guide has no steps for it.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    exercise : str
        The name of the exercise.
    explain : str
        The command that shows steps.

    Raises
    ------
    AssignmentError
        As `load_guide` does.
    """
    return f"Stuck? {explain} {exercise}" if exercise in load_steps(assignment) else ""


def _sections(path: Path) -> Iterator[tuple[str, GuideSection]]:
    _, found = sections(path.read_text(encoding="utf-8"))
    for each in found:
        idea, *steps = STEPS.split(each.text, maxsplit=1)
        yield each.name, GuideSection(idea.strip(), _steps(steps[0], each.name, path) if steps else ())


def _steps(text: str, name: str, path: Path) -> tuple[str, ...]:
    lead, *steps = STEP.split(text)
    numbers = [int(number) for number in steps[::2]]
    if not numbers or numbers != list(range(1, len(numbers) + 1)) or lead.strip():
        raise AssignmentError(f"The guide to {name} in {_short(path)} must have steps numbered 1., 2., 3.")
    return tuple(textwrap.dedent(f"   {step}").strip("\n").rstrip() for step in steps[1::2])


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
