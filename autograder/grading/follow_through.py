"""Follow-through: one mistake costs once.

An exercise that fails, and calls an earlier one that is wrong too, is asked once more; the earlier one is then
answered by the grader, over the pipe. The reference's code never enters the student's process, and the exercise that
is graded is never among those answered.
"""

from __future__ import annotations

import contextlib
import inspect
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import FrameType
from typing import Any

import numpy as np

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.checking import run_checks
from autograder.grading.session import Proxies, Session, Sessions
from autograder.judging.check_run import CheckRun
from autograder.judging.expected import CheckInstance, Functions, call_on_copies
from autograder.sandbox.guest.messages import ProxyAnswer, ProxyCall

LARGEST_CALL = 4096  # numbers in all, and the largest integer: no call makes the grader do much work
LARGEST_PRODUCT = 10**6
MOST_CALLS = 20_000
SPARE_CALLS, MORE_OFTEN = 200, 20  # who computes things anew asks more often than the reference


class ReferenceProxy:
    """Answers a student's calls of earlier exercises with the references, and remembers which were called.

    Parameters
    ----------
    references : dict of callable
        They answer.
    most : dict of int
        How often each may be asked, `MOST_CALLS` at the most.
    """

    def __init__(self, references: Functions, most: Mapping[str, int] | None = None) -> None:
        self._references = references
        self._most = most or {}
        self._asked: Counter[str] = Counter()
        self.called: set[str] = set()

    def __call__(self, call: ProxyCall) -> ProxyAnswer | None:
        """The answer to one call, which may be of any form; None where there is no answer."""
        name, arguments, named = call.function, call.arguments, call.named
        reference = self._references.get(name) if isinstance(name, str) else None
        if reference is None or not self._may_ask(name) or not _is_small([arguments, named]):
            return None
        self.called.add(name)
        try:
            bound = inspect.signature(reference).bind(*(arguments or ()), **(named or {}))
            with np.errstate(all="ignore"):
                return ProxyAnswer(reference(*bound.args, **bound.kwargs))
        except Exception:  # arguments of a student's making may raise anything in our own function
            return None

    def _may_ask(self, name: str) -> bool:
        self._asked[name] += 1
        return self._asked[name] <= self._most.get(name, MOST_CALLS) and self._asked.total() <= MOST_CALLS


def follow_through(
    sessions: Sessions,
    first: Session,
    runs: Mapping[Check, CheckRun],
    followed: Mapping[Check, CheckRun],
    *,
    public: bool,
) -> dict[Check, CheckRun]:
    """The runs of the checks that were put once more, with earlier exercises answered.

    Parameters
    ----------
    sessions : Sessions
        Opens sessions with the submission.
    first : Session
        The one in which all checks were put.
    runs : dict of CheckRun
        What came of them there: of the public ones alone, as long as no others were put.
    followed : dict of CheckRun
        What has come of putting checks once more before.
    public : bool
        Which checks are put once more. Public ones do not wait for hidden answers: to them, what is wrong on hidden
        inputs alone is not wrong.
    """
    found: dict[Check, CheckRun] = {}
    wrong: list[Exercise] = []  # by a mistake of their own, or right in a form that others stumble over
    for exercise in sessions.assignment.exercises:
        failed = [check for check in exercise.checks if check.is_public == public and not runs[check].verdict.passed]
        attempted = any(runs[check].verdict.status != "missing" for check in failed)
        if wrong and attempted and not sessions.budget.is_over:
            found |= _run_given(sessions, first, exercise, [runs[check].instance for check in failed], wrong)
        if _shows_a_mistake(exercise, runs, {**followed, **found}):
            wrong.append(exercise)
    return found


def _run_given(
    sessions: Sessions,
    first: Session,
    exercise: Exercise,
    instances: Sequence[CheckInstance],
    earlier: Sequence[Exercise],
) -> dict[Check, CheckRun]:
    """Put checks once more, with these exercises answered; nothing, if none of them was called."""
    references = sessions.assignment.references
    answered = {each.name: references[each.name] for each in earlier}
    answerer = ReferenceProxy(answered, _how_often(references[exercise.name], answered, instances))
    # What hung may have been one of those that are answered now.
    again = Proxies(_by_module(first, earlier, exercise), answerer, first.modules.crashing_statements)
    with sessions.budget.fresh_chances(exercise.name), sessions.open(again) as second:
        runs = run_checks(second, {each.check: exercise for each in instances}, instances)
    names = tuple(each.name for each in earlier if each.name in answerer.called)
    return {check: replace(run, given=names) for check, run in runs.items()} if names else {}


def _how_often(
    reference: Callable[..., Any], answered: Functions, instances: Sequence[CheckInstance]
) -> dict[str, int]:
    """How often each of these may be asked: some times as often as the reference calls it to answer the same."""
    names = {getattr(function, "__code__", None): name for name, function in answered.items()}
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and (name := names.get(frame.f_code)):
            calls[name] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for call in (call for instance in instances for call in instance.cases):
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                call_on_copies(reference, call.arguments)
    finally:
        sys.setprofile(before)
    return {name: SPARE_CALLS + MORE_OFTEN * calls[name] for name in answered}


def _shows_a_mistake(exercise: Exercise, runs: Mapping[Check, CheckRun], followed: Mapping[Check, CheckRun]) -> bool:
    known = [check for check in exercise.checks if check in runs]
    return any(runs[check].verdict.message and not _passes(followed.get(check)) for check in known)


def _passes(run: CheckRun | None) -> bool:
    return run is not None and run.verdict.passed


def _by_module(session: Session, earlier: Sequence[Exercise], exercise: Exercise) -> dict[str, list[str]]:
    """Where the earlier functions are looked for by `exercise`.

    One that is nowhere would be in its module; but a file of the student's own, a notebook, is to hold all of them.
    """
    answered: dict[str, list[str]] = {}
    here = session.locate(exercise)
    for each in earlier:
        home = session.locate(each)
        if isinstance(home, str):
            answered.setdefault(home, []).append(each.name)
            continue
        answered.setdefault(each.module, []).append(each.name)
        if isinstance(here, str) and here != exercise.module:
            answered.setdefault(here, []).append(each.name)
    return answered


def _is_small(value: Any) -> bool:
    """Whether a call's arguments are so small that its answer is: an outer product of them has 33 MB."""
    sizes = [array.size for array in _arrays(value) if array.ndim > 2]  # such may be stretched along each other's axes
    return _weight(value) <= LARGEST_CALL and math.prod(sizes) <= LARGEST_PRODUCT


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, np.ndarray):
        yield value


def _weight(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(map(_weight, value)) + 1
    if isinstance(value, np.ndarray):
        # A single integer can be a size or a count, as a plain int can.
        return abs(int(value)) if value.ndim == 0 and value.dtype.kind in "iu" else int(value.size)
    return abs(value) if type(value) is int else 1
