"""``check("softmax")`` in a student's notebook: runs the public checks of one exercise on the notebook's function."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from autograder.render.theme import HTML_COLOURS, mark_of_exercise, mark_of_outcome
from autograder.results.causes import causes, in_lines
from autograder.results.report import CheckResult, ExerciseResult, all_public_passed
from autograder.student.explanations.guide import where_to_read_on
from autograder.student.notebook import context as student
from autograder.student.notebook.display import CellOutput, note, verbatim
from autograder.text.phrasing import not_known, plural

INDENT = "    "


EXPLAIN = "!python -m autograder explain"


def check(exercise: str | Callable[..., Any] = "") -> CellOutput:
    """Run the public checks of an exercise on this notebook's function of that name.

    Parameters
    ----------
    exercise : str or function
        The name of the exercise, or the function. Without one, all exercises are checked and listed.
    """
    kernel = student.kernel()
    known = list(kernel.assignment.exercise_names)
    if exercise == "":
        return overview([kernel.grade(name, student.names()) for name in known])
    name = getattr(exercise, "__name__", exercise)
    if name not in known:
        return note(not_known("exercise", name, known))
    return cell_feedback(kernel.grade(name, student.names()), where_to_read_on(kernel.assignment, name, EXPLAIN))


def overview(exercises: Sequence[ExerciseResult]) -> CellOutput:
    """The exercises that pass their public checks, with one line for each module."""
    text, html = [], []
    for _, group in itertools.groupby(exercises, lambda each: each.module):
        marked = [(each, *mark_of_exercise(each)) for each in group]
        number = marked[0][0].number.partition(".")[0]
        text.append(f"{number:>2} " + "  ".join(f"{symbol} {each.name}" for each, symbol, _ in marked))
        names = (
            f'<b style="color: {HTML_COLOURS.get(style, "inherit")}">{symbol}</b> {escape(each.name)}'
            for each, symbol, style in marked
        )
        html.append(f"<div>{escape(number)} &nbsp; {' &nbsp; '.join(names)}</div>")
    done = sum(each.passed for each in exercises)
    last = f"{done} of {plural(len(exercises), 'exercise')} pass their public checks."
    return CellOutput("\n".join([*text, last]), "\n".join([*html, f"<div>{escape(last)}</div>"]))


def cell_feedback(exercise: ExerciseResult, stuck: str = "") -> CellOutput:
    """The result of an exercise as the output of a cell: its checks, with a message for each cause.

    Parameters
    ----------
    exercise : ExerciseResult
        The result.
    stuck : str
        The last line if the exercise is wrong; may be empty.
    """
    if not exercise.attempted:
        return note(exercise.checks[0].message)
    text, html = [f"{exercise.number} {exercise.name}"], [f"<b>{escape(exercise.name)}</b>"]
    messages = {
        cause.representative.name: in_lines(cause.representative.message, cause.hint) for cause in causes(exercise)
    }
    for check in exercise.checks:
        text.append(f"{mark_of_outcome(check.passed)[0]} {check.title}")
        html.append(_line(check))
        if message := messages.get(check.name):
            text.append(textwrap.indent(repr(note(message)), INDENT))
            html.append(f'<div style="margin: 0.1em 0 0.5em 1.4em">{verbatim(message)}</div>')
    if last := all_public_passed() if exercise.passed else stuck:
        text.append(last)
        html.append(f"<div>{escape(last)}</div>")
    return CellOutput("\n".join(text), "\n".join(html))


def _line(check: CheckResult) -> str:
    symbol, style = mark_of_outcome(check.passed)
    return f'<div><b style="color: {HTML_COLOURS[style]}">{symbol}</b> {escape(check.title)}</div>'
