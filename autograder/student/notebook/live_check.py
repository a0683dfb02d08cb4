"""``check("softmax")`` in a student's notebook: the public checks of one exercise, put to what it defines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from autograder.render.theme import HTML_COLOURS, mark_of_outcome
from autograder.results.causes import causes, in_lines
from autograder.results.report import CheckResult, ExerciseResult, all_public_passed
from autograder.student.notebook import context as student
from autograder.student.notebook.display import CellOutput, note, verbatim
from autograder.text.phrasing import not_known

INDENT = "    "


def check(exercise: str | Callable[..., Any]) -> CellOutput:
    """Put the public checks of an exercise to the function of that name in this notebook.

    Parameters
    ----------
    exercise : str or function
        Its name, or itself.
    """
    kernel = student.kernel()
    known = list(kernel.assignment.exercise_names)
    name = getattr(exercise, "__name__", exercise)
    if name not in known:
        return note(not_known("exercise", name, known))
    return feedback(kernel.grade(name, student.names()))


def feedback(exercise: ExerciseResult) -> CellOutput:
    """The outcome of an exercise: its checks, and below those that have one cause, what that is."""
    if not exercise.attempted:
        return note(exercise.checks[0].message)
    text, html = [f"{exercise.number} {exercise.name}"], [f"<b>{escape(exercise.name)}</b>"]
    for checks, message in _told(exercise):
        text += [f"{mark_of_outcome(check.passed)[0]} {check.title}" for check in checks]
        html += [_line(check) for check in checks]
        if message:
            text.append(textwrap.indent(repr(note(message)), INDENT))
            html.append(f'<div style="margin: 0.1em 0 0.5em 1.4em">{verbatim(message)}</div>')
    if exercise.passed:
        text.append(all_public_passed())
        html.append(f"<div>{escape(all_public_passed())}</div>")
    return CellOutput("\n".join(text), "\n".join(html))


def _told(exercise: ExerciseResult) -> Iterator[tuple[Sequence[CheckResult], str]]:
    """The checks that say nothing; then each cause, with what there is to say of it: what happened, where to look."""
    yield [check for check in exercise.checks if not check.message], ""
    for cause in causes(exercise):
        yield cause.checks, in_lines(cause.representative.message, cause.hint)


def _line(check: CheckResult) -> str:
    symbol, style = mark_of_outcome(check.passed)
    return f'<div><b style="color: {HTML_COLOURS[style]}">{symbol}</b> {escape(check.title)}</div>'
