"""Limits the size of a report, since a submission can choose the texts in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from autograder.results.report import ExerciseResult, Report
from autograder.text.sanitize import truncate

MOST_TEXT = 128 << 10  # bytes of all messages as JSON; the rest of a report takes at most as much again
LONGEST = (10_000, 3_000, 1_000, 300, 100, 30)  # characters of a message; the first limit that fits is used


def fitted(report: Report) -> Report:
    """The report, with its messages shortened to fit the limit."""
    if _size(report) <= MOST_TEXT:
        return report
    for longest in LONGEST:
        shorter = _cut(report, longest)
        if _size(shorter) <= MOST_TEXT:
            break
    return shorter


def _size(report: Report) -> int:
    return sum(len(json.dumps(text)) for text in _texts(report))


def _texts(report: Report) -> Iterator[str]:
    yield from report.messages
    yield report.printed
    for exercise in report.exercises:
        for check in exercise.checks:
            yield check.message
            yield check.kind


def _cut(report: Report, longest: int) -> Report:
    messages = tuple(truncate(message, longest) for message in report.messages)
    exercises = tuple(_shortened(exercise, longest) for exercise in report.exercises)
    return replace(report, messages=messages, exercises=exercises)


def _shortened(exercise: ExerciseResult, longest: int) -> ExerciseResult:
    checks = (
        replace(check, message=truncate(check.message, longest), kind=truncate(check.kind, longest))
        for check in exercise.checks
    )
    return replace(exercise, checks=tuple(checks))
