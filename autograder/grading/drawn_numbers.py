"""The numbers of an assignment's drawings: what is right, and what a submission answered when it was graded."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.assignment.model import AssignmentError
from autograder.authoring import Check
from autograder.authoring.drawing import Drawing, Edge, Entry, Node
from autograder.judging.check_run import CaseResult, CheckRun
from autograder.judging.coerce import WHOLE
from autograder.judging.expected import CheckInstance
from autograder.results.report import CheckResult

log = logging.getLogger(__name__)


def with_right_numbers(
    drawings: Sequence[Drawing], checks: Iterable[Check], instance_of: Callable[[Check], CheckInstance | None]
) -> tuple[Drawing, ...]:
    """The drawings, each number with what is right; without those whose checks are not asked, or cannot be drawn here.

    Parameters
    ----------
    drawings : sequence of Drawing
        The drawings.
    checks : iterable of Check
        The checks that are asked.
    instance_of : callable
        Gives a check with its cases; None where these are not known.

    Raises
    ------
    AssignmentError
        If a drawing shows a number that an answer does not have.
    """
    shown = frozenset[tuple[str, str]]().union(*(each.checks for each in drawings))
    public = {name: check for check in checks if check.is_public and (name := (check.exercise, check.name)) in shown}
    known = {name: instance_of(check) for name, check in public.items()}

    def filled(part: Node | Edge) -> Any:
        numbers = {label: replace(entry, right=right(entry)) for label, entry in part.numbers.items()}
        return replace(part, numbers=numbers)

    def right(entry: Entry) -> float:
        instance = known[entry.exercise, entry.check]
        number = _number(instance.cases[0].results, entry) if instance else None
        if number is None:
            raise AssignmentError(
                f"A drawing shows {entry.key} of the check {entry.check} of {entry.exercise}, and the right answer to "
                "its first case has no such number."
            )
        return number

    return tuple(
        Drawing(each.title, tuple(map(filled, each.nodes)), tuple(map(filled, each.edges)))
        for each in drawings
        if all(known.get(name) for name in each.checks)
    )


def with_own_numbers(
    drawings: Iterable[Drawing], runs: Mapping[Check, CheckRun], found: Mapping[Check, CheckResult]
) -> dict[Check, CheckResult]:
    """The results of checks that drawings show, where the answer is not the right one, with the numbers of that.

    Parameters
    ----------
    drawings : iterable of Drawing
        The drawings.
    runs : dict of CheckRun
        The runs of checks, without any function replaced.
    found : dict of CheckResult
        The results of public checks.
    """
    entries: dict[tuple[str, str], list[Entry]] = {}
    for each in drawings:
        for entry in each.entries:
            entries.setdefault((entry.exercise, entry.check), []).append(entry)
    return {
        check: replace(result, numbers=_numbers(runs[check], entries[check.exercise, check.name]))
        for check, result in found.items()
        if (check.exercise, check.name) in entries and check in runs and not runs[check].verdict.passed
    }


def _numbers(run: CheckRun, entries: Iterable[Entry]) -> tuple[tuple[str, float | None], ...]:
    try:
        results = _answered(run.cases[0]) if run.cases else None
        return tuple((entry.key, _number(results, entry)) for entry in entries)
    except Exception:  # an answer may be anything, and a drawing must cost nobody a point
        log.warning("no numbers of the answer to %s", run.check.name, exc_info=True)
        return ()


def _answered(case: CaseResult) -> dict[str, Any] | None:
    """The results that came back, those of another shape but as many numbers in the shape that is right."""
    results = case.results
    expected = case.expected.results
    if results is None or expected is None:
        return None
    return {name: _like(value, expected[name]) for name, value in results.items() if name in expected}


def _like(value: Any, expected: Any) -> np.ndarray | None:
    """An answer as numbers of a shape; None if it has not as many."""
    shape = np.shape(expected)
    try:
        array = np.asarray(value)
        real = array.dtype.kind in "biuf"
        return array.astype(float).reshape(shape) if real and array.size == np.prod(shape) else None
    except (TypeError, ValueError, OverflowError):
        return None


def _number(results: Mapping[str, Any] | None, entry: Entry) -> float | None:
    """A number of an answer; None if it has none there, or one that is not finite."""
    value = (results or {}).get(entry.result or WHOLE)
    if value is None:
        return None
    try:
        number = float(np.asarray(value)[entry.index])
    except (IndexError, TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None
