"""A report in the terminal."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.judging.words import count, number
from autograder.report.report import ALL_PUBLIC_PASSED, CheckResult, ExerciseResult, Report
from autograder.report.text import safe

MARKS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "error": ("!", "red"),
    "timeout": ("⏱", "red"),
    "crashed": ("!", "red"),
    "missing": ("·", "dim"),
    "invalid": ("✗", "red"),
}


def show_report(console: Console, report: Report) -> None:
    """Everything on one submission: points by exercise, then what went wrong and where to look."""
    console.print(_points_table(report))
    _show_messages(console, report)
    for exercise in report.exercises:
        if _has_own_feedback(exercise, report):
            _show_feedback(console, exercise)
    console.print()
    console.print(_isolation(report))


@dataclass(frozen=True)
class Row:
    """What the table of a class says of one submission: all that is kept of a report while thousands follow."""

    name: str
    score: float
    to_look_at: str


def row_of(report: Report) -> Row:
    return Row(safe(report.name, 80), report.score, _to_look_at(report))


def show_class(console: Console, rows: Sequence[Row], last: Report) -> None:
    """One line a submission, and the class in one; what they have in common is read off the last report."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("submission", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("to look at", overflow="fold")
    for row in rows:
        table.add_row(Text(row.name), number(row.score), Text(row.to_look_at))
    console.print(table)
    middle = statistics.median(row.score for row in rows)
    console.print(f"{count(len(rows), 'submission')}, median {number(middle)} of {number(last.max_score)} points.")
    console.print(_isolation(last))


def show_progress(console: Console, report: Report, *, everything: bool) -> None:
    """A student's own view: what is done, what is not, and what to mend first (or `everything`)."""
    for exercise in report.exercises:
        line = Text(f"{exercise.number:>4} {exercise.name:<28}")
        for check in exercise.checks:
            line.append(*_mark(check))
        console.print(line)
    _show_messages(console, report)
    wrong = [exercise for exercise in report.exercises if exercise.attempted and not exercise.passed]
    first = [exercise for exercise in wrong if _has_own_feedback(exercise, report)][: None if everything else 1]
    for exercise in first:
        _show_feedback(console, exercise, f" (in {exercise.module}.py)")
    if others := [exercise.name for exercise in wrong if exercise not in first and first]:
        console.print(f"\nAlso wrong, perhaps for the same reason: {', '.join(others)}. --all shows everything.")
    console.print(f"\n{_progress(report)}")


def _progress(report: Report) -> str:
    done = sum(exercise.passed for exercise in report.exercises)
    if done == len(report.exercises):
        return ALL_PUBLIC_PASSED
    untouched = sum(not exercise.attempted for exercise in report.exercises)
    rest = f"; {untouched} not attempted yet" if untouched else ""
    exercises = count(len(report.exercises), "exercise")
    return f"{done} of {exercises} pass their public checks{rest}. Hidden checks run when you submit."


def _show_messages(console: Console, report: Report) -> None:
    for message in report.all_messages:
        console.print(Text(f"\n{safe(message)}", style="yellow"))


def _show_feedback(console: Console, exercise: ExerciseResult, where: str = "") -> None:
    console.print(Text(f"\n{exercise.number} {exercise.name}{where}", style="bold"))
    console.print(Padding(Group(*_feedback(exercise)), (0, 0, 0, 2)))


def _has_own_feedback(exercise: ExerciseResult, report: Report) -> bool:
    """Whether there is more to say of an exercise than what is said of the whole submission."""
    said = tuple(report.messages)
    return exercise.attempted and any(check.message and not check.message.endswith(said) for check in exercise.checks)


def _points_table(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_footer=True)
    table.add_column("", "")
    table.add_column(Text(safe(report.name, 80)), "total", overflow="fold")
    table.add_column("points", number(report.score), justify="right")
    table.add_column("of", number(report.max_score), justify="right")
    table.add_column("checks", "")
    module = None
    for exercise in report.exercises:
        if module not in (None, exercise.module):
            table.add_section()
        module = exercise.module
        marks = Text()
        for check in exercise.checks:
            marks.append(*_mark(check))
        style = "" if exercise.passed else "bold"
        score, most = number(exercise.score), number(exercise.max_score)
        table.add_row(exercise.number, Text(exercise.name, style=style), score, most, marks)
    return table


def _feedback(exercise: ExerciseResult) -> list[RenderableType]:
    """What is wrong, one message a cause."""
    lines: list[RenderableType] = []
    for message, checks in exercise.causes.items():
        if all(check.follow_through for check in checks) and len(checks) > 1:
            lines.append(Text.assemble(_mark(checks[0]), f" {len(checks)} of {len(exercise.checks)} checks"))
        else:
            lines += [Text.assemble(_mark(check), " ", check.title, (_when(check), "dim")) for check in checks]
        lines.append(Padding(Text(safe(message)), (0, 0, 0, 2)))
        lines += [
            Padding(Text(f"Hint: {check.hint}", style="italic"), (0, 0, 0, 2)) for check in checks[:1] if check.hint
        ]
    return lines


def _mark(check: CheckResult) -> tuple[str, str]:
    return ("✓", "yellow") if check.follow_through else MARKS[check.status]


def _when(check: CheckResult) -> str:
    return "" if check.visibility == "visible" else " (hidden)"


def _to_look_at(report: Report) -> str:
    if not report.graded:
        return "could not be graded: " + safe(" ".join(report.messages), 200)
    ended = [exercise.name for exercise in report.exercises if _statuses(exercise) & {"timeout", "crashed"}]
    notes = [safe(message.splitlines()[0], 120) for message in report.messages[:2]]
    return "; ".join(([f"timed out or crashed: {', '.join(ended)}"] if ended else []) + notes)


def _statuses(exercise: ExerciseResult) -> set[str]:
    return {check.status for check in exercise.checks}


def _isolation(report: Report) -> Text:
    text = Text("Isolation: ", style="dim")
    words = {"enforced": "enforced", "set": "set", "unavailable": "NOT protected"}
    for status, word in words.items():
        if names := [each.name for each in report.isolation if each.status == status]:
            text.append(f"{word}: {', '.join(names)}. ")
    return text
