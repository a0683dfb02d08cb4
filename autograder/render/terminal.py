"""Shows reports in the terminal: one submission in full, or a class as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.immutable import immutable
from autograder.render.for_readers import STAFF, shown_report
from autograder.render.shown import ShownExercise
from autograder.render.theme import BAD, CAREFUL, QUIET, STYLES, UNPROTECTED, isolation_in_words, legend, mark
from autograder.results.report import ExerciseResult, Report
from autograder.text.phrasing import number
from autograder.text.sanitize import sanitize


def show_report(console: Console, report: Report) -> None:
    """Show one submission: messages about its files, the points by exercise, then each mistake with its hint.

    Where nothing could be graded, only the reason is shown. The program's output comes last.
    """
    _show_messages(console, report)
    if report.graded:
        console.print(_points_table(report))
        console.print(Text(f"  {'   '.join(legend(report.checks))}", style=QUIET))
        for exercise in shown_report(report, STAFF).exercises:
            if exercise.causes:
                _show_feedback(console, exercise)
    if report.printed:
        console.print(Text(f"\nThe program printed:\n{sanitize(report.printed)}", style=QUIET))
    console.print()
    _show_gaps(console, report)


@immutable
class Row:
    """One submission's line in the table of a class. The rest of its report is not kept in memory."""

    name: str
    score: float
    to_look_at: str


def row_of(report: Report) -> Row:
    """A submission's line in the table of its class."""
    return Row(sanitize(report.name, 80), report.score, _to_look_at(report))


def show_class(console: Console, rows: Sequence[Row], last: Report) -> None:
    """Show a class: one line for each submission.

    Parameters
    ----------
    console : Console
        Where to show it.
    rows : sequence of Row
        The submissions, at least one.
    last : Report
        Any report of the class, for what all of them share: the isolation.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("submission", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("to look at", overflow="fold")
    for row in rows:
        table.add_row(Text(row.name), number(row.score), Text(row.to_look_at))
    console.print(table)
    _show_gaps(console, last)


def _show_messages(console: Console, report: Report) -> None:
    for message in report.messages:
        console.print(Text(f"{sanitize(message)}\n", style=CAREFUL))


def _show_feedback(console: Console, exercise: ShownExercise) -> None:
    console.print(Text(f"\n{exercise.number} {exercise.name}", style="bold"))
    console.print(Padding(Group(*_feedback(exercise)), (0, 0, 0, 2)))


def _points_table(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_footer=True)
    table.add_column("", "")
    table.add_column(Text(sanitize(report.name, 80)), "total", overflow="fold")
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
            marks.append(*mark(check))
        style = "" if exercise.passed else "bold"
        score, most = number(exercise.score), number(exercise.max_score)
        table.add_row(exercise.number, Text(exercise.name, style=style), score, most, marks)
    return table


def _feedback(exercise: ShownExercise) -> list[RenderableType]:
    """One message for each cause: what happened, the hint, the checks it shows in, an example."""
    lines: list[RenderableType] = []
    for cause in exercise.causes:
        name = f"  ({cause.name})" if cause.name else ""
        lines.append(Text.assemble((cause.symbol, STYLES[cause.symbol]), " ", sanitize(cause.happened), (name, "dim")))
        if cause.hint:
            lines.append(Padding(Text(f"Hint: {sanitize(cause.hint)}", style="italic"), (0, 0, 0, 2)))
        lines.append(Padding(Text(f"In {sanitize(cause.where)}", style="dim"), (0, 0, 0, 2)))
        if cause.example:
            lines.append(Padding(Text(sanitize(cause.example)), (0, 0, 0, 4)))
    return lines


def _to_look_at(report: Report) -> str:
    if not report.graded:
        return "could not be graded: " + sanitize(" ".join(report.messages), 200)
    ended = [exercise.name for exercise in report.exercises if _statuses(exercise) & {"timeout", "crashed"}]
    notes = [sanitize(message.splitlines()[0], 120) for message in report.messages[:2]]
    return "; ".join(([f"timed out or crashed: {', '.join(ended)}"] if ended else []) + notes)


def _statuses(exercise: ExerciseResult) -> set[str]:
    return {check.status for check in exercise.checks}


def _show_gaps(console: Console, report: Report) -> None:
    """Show the protections that were not in force; nothing where all were."""
    if names := isolation_in_words(report.isolation).get(UNPROTECTED):
        console.print(Text(f"Submitted code was {UNPROTECTED} from: {', '.join(names)}.", style=BAD))
