"""The guide to the exercises: one Markdown file a module, a section an exercise.

::

    ## mean

    The idea, the formula, an example to work by hand: for the notebook.

    ### Steps

    1. The first step, of any number of paragraphs.

       Each line of it is indented by three; what is indented further keeps its form.

    2. The next step says a little more.

The docstring of a stub says what a function takes and returns; the guide says how to find it. Either half of a section
may be missing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.documents import sections
from autograder.assignment.model import Assignment, AssignmentError

FOLDER = "guide"  # in exercises/
STEPS = re.compile(r"^### Steps *$", re.MULTILINE)
STEP = re.compile(r"^(\d+)\.  ?", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What the guide says of one exercise.

    Attributes
    ----------
    idea : str
        Markdown, with formulas between dollar signs; empty where there is none.
    steps : tuple of str
        What ``explain`` shows one by one, each saying a little more; empty where there are none.
    """

    idea: str
    steps: tuple[str, ...]


def load_guide(assignment: Assignment) -> dict[str, Section]:
    """The sections of the guide by exercise, in the order of the lecture.

    Raises
    ------
    AssignmentError
        If a file has a section on what its module does not ask for, or steps that are not numbered 1, 2, 3.
    """
    found: dict[str, Section] = {}
    for module in assignment.modules:
        path = assignment.folder / "exercises" / FOLDER / f"{module.name}.md"
        written = dict(_sections(path)) if path.exists() else {}
        names = [exercise.name for exercise in module.exercises]
        if strangers := written.keys() - set(names):
            raise AssignmentError(f"{_short(path)} explains {min(strangers)}, which {module.name} does not ask for.")
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
    """A line for who is stuck with an exercise; empty if it is not explained in steps.

    Parameters
    ----------
    assignment : Assignment
        The assignment.
    exercise : str
        The exercise that is wrong.
    explain : str
        The command that explains, as it is typed.

    Raises
    ------
    AssignmentError
        As `load_guide` does.
    """
    return f"Stuck? {explain} {exercise}" if exercise in load_steps(assignment) else ""


def _sections(path: Path) -> Iterator[tuple[str, Section]]:
    _, found = sections(path.read_text(encoding="utf-8"))
    for each in found:
        idea, *steps = STEPS.split(each.text, maxsplit=1)
        yield each.name, Section(idea.strip(), _steps(steps[0], each.name, path) if steps else ())


def _steps(text: str, name: str, path: Path) -> tuple[str, ...]:
    lead, *steps = STEP.split(text)
    numbers = [int(number) for number in steps[::2]]
    if not numbers or numbers != list(range(1, len(numbers) + 1)) or lead.strip():
        raise AssignmentError(f"The guide to {name} in {_short(path)} must have steps numbered 1., 2., 3.")
    return tuple(textwrap.dedent(f"   {step}").strip("\n").rstrip() for step in steps[1::2])


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
