"""What a student may read, as a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.course.feedback.told import Told, ToldCheck, ToldExercise
from autograder.render.markdown import block, escaped
from autograder.render.theme import PASSED, mark_of_outcome
from autograder.text.phrasing import plural

MOST_MESSAGES = 20


def as_markdown(told: Told) -> str:
    """The page. What a student wrote or printed stands in indented blocks, which no text can end."""
    return "\n\n".join(_paragraphs(told)) + "\n"


def _paragraphs(told: Told) -> Iterator[str]:
    yield f"# Feedback on {escaped(told.assignment)}"
    yield f"For {escaped(told.who)}"
    yield f"**{escaped(told.headline)}**"
    yield from map(escaped, told.remarks)
    if told.about_files:
        yield "## Your files"
        yield block("\n\n".join(told.about_files[:MOST_MESSAGES]))
    for exercise in told.exercises:
        yield from _exercise(exercise)
    if told.printed:
        yield "## Your program printed"
        yield block(told.printed)


def _exercise(exercise: ToldExercise) -> Iterator[str]:
    yield f"## {escaped(exercise.name)}" + (f": {exercise.points} points" if exercise.points else "")
    yield from map(escaped, exercise.remarks)
    for check in exercise.speaking:
        yield from _check(check)
    if exercise.quiet:
        yield f"{PASSED} Passed: {len(exercise.quiet)} of {plural(len(exercise.checks), 'check')}."
    yield from (f"*{escaped(sentence)}*" for sentence in exercise.withheld)


def _check(check: ToldCheck) -> Iterator[str]:
    yield f"**{mark_of_outcome(check.passed)[0]} {escaped(check.title)}** ({check.points} points)"
    if check.happened:
        yield block(check.happened)
    if check.hint:
        yield f"**Hint:** {escaped(check.hint)}"
    if check.example:
        yield block(check.example)
    yield from (f"*{escaped(remark)}*" for remark in check.remarks)
