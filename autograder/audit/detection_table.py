"""Tables of detections: which checks find which mistakes."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from autograder.assignment.model import Assignment, Exercise
from autograder.audit.misconceptions import DetectionMatrix, finds_alone
from autograder.render.theme import GOOD, QUIET, UNTOUCHED, WRONG
from autograder.text.phrasing import number


def summary_table(assignment: Assignment, caught: DetectionMatrix) -> Table:
    """One line for each exercise: its points, its number of mistakes, and how many of them each check finds."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading, justify in (("exercise", "left"), ("points", "right"), ("mistakes", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]  # these are what it takes
    table.add_column("found by each public check")
    table.add_column("by each hidden check")
    for exercise in assignment.exercises:
        mistakes = caught[exercise.name]
        found = {
            public: " ".join(
                str(sum(check in failed for failed in mistakes.values()))
                for check in exercise.checks
                if check.is_public == public
            )
            for public in (True, False)
        }
        table.add_row(exercise.name, number(exercise.points), str(len(mistakes)), found[True], found[False])
    return table


def exercise_table(exercise: Exercise, caught: DetectionMatrix) -> Table:
    """One exercise: which of its checks find which mistakes."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, title=exercise.name, title_justify="left")
    table.add_column("mistake")
    for place, _ in enumerate(exercise.checks, 1):
        table.add_column(str(place), justify="center")
    for mistake, failed in caught[exercise.name].items():
        marks = (Text(WRONG, GOOD) if check in failed else Text(UNTOUCHED, QUIET) for check in exercise.checks)
        table.add_row(mistake, *marks)
    lines = []
    for place, check in enumerate(exercise.checks, 1):
        alone = finds_alone(check, caught)
        visibility = "public" if check.is_public else "hidden"
        because = f"alone finds {', '.join(alone)}" if alone else check.purpose or "finds nothing alone"
        lines.append(f"{place} {check.name} ({visibility}, {number(check.points)}): {because}")
    table.caption = Text("\n".join(lines), style="not italic", justify="left")
    return table
