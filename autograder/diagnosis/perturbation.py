"""Mistakes that show with changed inputs: integers as floats, or published numbers changed slightly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.authoring import Answer, Case
from autograder.diagnosis.evidence import Evidence, same
from autograder.judging.check_run import CaseResult, Outcome, judge_case
from autograder.sandbox.guest.wire import pack

NUDGE = 1 + 2.0**-10  # such a small factor changes a computed answer a little, and a hard-coded one not at all
LARGE = 0.1  # relative; a computed answer changes less


def integers_truncated(evidence: Evidence) -> bool:
    """Wrong for arrays of integers, and right for the same numbers as floats."""
    if evidence.rerun is None or not evidence.wrong or not all(map(_has_integers, evidence.wrong)):
        return False
    outcomes = evidence.rerun([_with(case.expected.case, _floats) for case in evidence.wrong])
    return all(
        not judge_case(case.expected, outcome).wrong for case, outcome in zip(evidence.wrong, outcomes, strict=True)
    )


def _has_integers(case: CaseResult) -> bool:
    arguments = list(case.expected.case.arguments.values())
    flat = [item for value in arguments for item in (value if isinstance(value, list) else [value])]
    return any(isinstance(item, np.ndarray) and item.dtype.kind in "iu" for item in flat)


def _floats(value: Any) -> Any:
    return value.astype(float) if isinstance(value, np.ndarray) and value.dtype.kind in "iu" else value


def known_by_heart(evidence: Evidence) -> bool:
    """Right for published inputs, wrong for others, and not computed, as `_is_by_heart` tells."""
    public = [case for run in evidence.runs if run.instance.check.is_public for case in run.cases]
    published = {pack(case.expected.arguments) for case in public}
    hidden = [case for case in evidence.cases if pack(case.expected.arguments) not in published]
    known = [case for case in public if not case.wrong and _is_of_numbers(case)]
    if evidence.rerun is None or not known or not hidden or any(map(_is_near_and_telling, hidden)):
        return False
    outcomes = evidence.rerun([_with(case.expected.case, _nudged) for case in known])
    return all(map(_is_by_heart, known, outcomes))


def _is_by_heart(case: CaseResult, nudged: Outcome) -> bool:
    """Whether slightly changed inputs lead to exactly the same answer, to a very different one, or to none."""
    if not isinstance(nudged, Answer):
        return True
    exactly, roughly = (same(nudged.value, case.value, rtol) for rtol in (1e-12, LARGE))
    if _is_of_truths(case):  # even a computed one stays the same
        return not exactly
    return exactly or not roughly


def _is_of_truths(case: CaseResult) -> bool:
    return all(array.dtype.kind == "b" for array in _arrays(list((case.expected.results or {}).values())))


def _is_of_numbers(case: CaseResult) -> bool:
    """Whether other inputs would change the answer: it holds numbers, and not only zeros."""
    arrays = list(_arrays(list((case.expected.results or {}).values())))
    return any(array.dtype.kind in "fb" and array.any() for array in arrays)


def _is_near_and_telling(case: CaseResult) -> bool:
    results, expected = case.results or {}, case.expected.results or {}
    near = all(same(results.get(name), value, LARGE) for name, value in expected.items())
    return _is_of_numbers(case) and (near or not case.wrong)


def _nudged(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        different = NUDGE ** (1 + np.arange(value.size) % 3).reshape(value.shape)  # the direction changes, too
        return value * different if value.dtype.kind in "iuf" else value
    return value * NUDGE if isinstance(value, float) else value


def _with(case: Case, change: Callable[[Any], Any]) -> Case:
    """The case with changed arguments."""

    def changed(value: Any) -> Any:
        return [changed(item) for item in value] if isinstance(value, list) else change(value)

    return case.with_arguments({name: changed(value) for name, value in case.arguments.items()})


def _arrays(values: Any) -> Iterator[np.ndarray]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _arrays(value)
        else:
            yield np.asarray(value)
