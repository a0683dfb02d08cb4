"""A student's feedback as a Markdown page."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.render.markdown import block, escaped
from autograder.render.shown import ShownCause, ShownExercise, ShownReport
from autograder.text.phrasing import plural


def as_markdown(shown: ShownReport) -> str:
    """The page. What a student wrote or printed stands in indented blocks, which no text can end."""
    return "\n\n".join(_paragraphs(shown)) + "\n"


def _paragraphs(shown: ShownReport) -> Iterator[str]:
    yield f"# Feedback on {escaped(shown.assignment)}"
    yield f"For {escaped(shown.who)}"
    yield f"**{escaped(shown.headline)}**"
    yield from map(escaped, shown.remarks)
    yield from (f"*{escaped(sentence)}.*" for sentence in shown.withheld)
    if shown.first and shown.first.wrong:
        yield f"## Mend this first: {escaped(shown.first.name)}"
        yield from _cause(shown.first.wrong, brief=True)
    if shown.messages:
        yield "## Your files"
        yield block("\n\n".join(shown.messages))
    for exercise in shown.exercises:
        yield from _exercise(exercise)
    if shown.printed:
        yield "## Your program printed"
        yield block(shown.printed)


def _exercise(exercise: ShownExercise) -> Iterator[str]:
    yield f"## {escaped(exercise.name)}" + (f": {escaped(exercise.points)}" if exercise.points else "")
    yield from map(escaped, exercise.remarks)
    for cause in exercise.causes:
        yield from _cause(cause)
    if exercise.marks:
        yield f"Passed: {exercise.passed_checks} of {plural(len(exercise.marks), 'check')}."
    yield from (f"*{escaped(sentence)}.*" for sentence in exercise.withheld)


def _cause(cause: ShownCause, *, brief: bool = False) -> Iterator[str]:
    if not brief:
        yield f"**{cause.symbol} In {escaped(cause.where)}**"
    yield block(cause.happened)
    if cause.hint:
        yield f"**Hint:** {escaped(cause.hint)}"
    if cause.example and not brief:
        yield block(cause.example)
    if cause.note and not brief:
        yield f"*{escaped(cause.note)}*"
