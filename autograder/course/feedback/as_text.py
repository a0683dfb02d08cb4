"""A student's feedback as lines of plain text, for comments in code."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from autograder.render.shown import ShownCause, ShownExercise, ShownReport
from autograder.text.phrasing import plural
from autograder.text.sanitize import sanitize

WIDTH = 96


def as_lines(shown: ShownReport) -> list[str]:
    """The lines, without line ends or anything that a screen would act on."""
    return [line for text in _texts(shown) for line in _folded(text)]


def _texts(shown: ShownReport) -> Iterator[str]:
    yield f"Feedback on {shown.assignment}. {shown.headline}"
    yield from shown.remarks
    yield from (f"{sentence}." for sentence in shown.withheld)
    yield from (f"About your files: {message}" for message in shown.messages)
    if shown.first:
        yield f"Mend this first: {shown.first.name}"
    for exercise in shown.exercises:
        yield from _exercise(exercise)
    if shown.printed:
        yield from ("", "Your program printed:", textwrap.indent(shown.printed, "    "))


def _exercise(exercise: ShownExercise) -> Iterator[str]:
    yield from ("", exercise.name + (f": {exercise.points}" if exercise.points else ""))
    yield from exercise.remarks
    for cause in exercise.causes:
        yield from _cause(cause)
    if exercise.marks:
        yield f"  Passed: {exercise.passed_checks} of {plural(len(exercise.marks), 'check')}."
    yield from (f"  {sentence}." for sentence in exercise.withheld)


def _cause(cause: ShownCause) -> Iterator[str]:
    yield f"  [{' ' if cause.tone == 'wrong' else 'x' if cause.tone != 'untouched' else ' '}] In {cause.where}"
    hint = f"Hint: {cause.hint}" if cause.hint else ""
    for text in filter(None, (cause.happened, hint, cause.example, cause.note)):
        yield textwrap.indent(text, "      ")


def _folded(text: str) -> list[str]:
    """Lines that fit; each goes on as far in as it begins."""
    lines = []
    for line in sanitize(text).replace("\t", "    ").split("\n"):
        margin = " " * min(len(line) - len(line.lstrip(" ")), WIDTH // 2)
        lines += textwrap.wrap(line, WIDTH, subsequent_indent=margin, drop_whitespace=True) or [""]
    return [line.rstrip() for line in lines]
