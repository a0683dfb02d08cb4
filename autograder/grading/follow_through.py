"""Follow-through: one mistake costs once.

An exercise that fails, and calls an earlier one that is wrong too, is asked once more; the earlier one is then
answered by the grader, over the pipe. The reference's code never enters the student's process, and the exercise that
is graded is never among those answered.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.assignment.model import Exercise
from autograder.authoring import Check
from autograder.grading.checking import run_checks
from autograder.grading.session import Proxies, Session, Sessions
from autograder.judging.check_run import CheckRun
from autograder.judging.expected import Functions
from autograder.sandbox.guest.messages import ProxyAnswer, Question

LARGEST_QUESTION = 4096  # numbers in all, and the largest integer: no question makes the grader do much work
MOST_QUESTIONS = 20_000


class ReferenceProxy:
    """Answers a student's calls of earlier exercises with the references, and remembers which were called."""

    def __init__(self, references: Functions) -> None:
        self._references = references
        self._asked = 0
        self.called: set[str] = set()

    def __call__(self, question: Question) -> ProxyAnswer | None:
        """The answer to one call, which may be of any form; None where there is no answer."""
        name, arguments, named = question.function, question.arguments, question.named
        self._asked += 1
        reference = self._references.get(name) if isinstance(name, str) else None
        if reference is None or self._asked > MOST_QUESTIONS or not _is_small([arguments, named]):
            return None
        self.called.add(str(name))
        try:
            bound = inspect.signature(reference).bind(*(arguments or ()), **(named or {}))
            with np.errstate(all="ignore"):
                return ProxyAnswer(reference(*bound.args, **bound.kwargs))
        except Exception:  # arguments of a student's making may raise anything in our own function
            return None


def follow_through(sessions: Sessions, first: Session, runs: Mapping[Check, CheckRun]) -> dict[Check, CheckRun]:
    """The runs of the checks that were put once more, with earlier exercises answered.

    Parameters
    ----------
    sessions : Sessions
        Opens sessions with the submission.
    first : Session
        The one in which all checks were put.
    runs : dict of CheckRun
        What came of them there.
    """
    found: dict[Check, CheckRun] = {}
    wrong: list[Exercise] = []  # by a mistake of their own, or right in a form that others stumble over
    references = sessions.assignment.references
    for exercise in sessions.assignment.exercises:
        failed = [check for check in exercise.checks if not runs[check].verdict.passed]
        attempted = any(runs[check].verdict.status != "missing" for check in failed)
        if wrong and attempted:
            answerer = ReferenceProxy({each.name: references[each.name] for each in wrong})
            sessions.budget.reset(exercise.name)  # what hung may have been one of those that are answered now
            with sessions.open(Proxies(_by_module(first, wrong, exercise), answerer, first.modules.fatal)) as second:
                again = run_checks(second, dict.fromkeys(failed, exercise), [runs[check].instance for check in failed])
            names = tuple(each.name for each in wrong if each.name in answerer.called)
            if names:
                found |= {check: replace(run, given=names) for check, run in again.items()}
        if any(runs[check].verdict.message and not _passes(found.get(check)) for check in exercise.checks):
            wrong.append(exercise)
    return found


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
    """Whether a question's arguments are so small that its answer is: an outer product of them has 33 MB."""
    return _weight(value) <= LARGEST_QUESTION


def _weight(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(map(_weight, value)) + 1
    if isinstance(value, np.ndarray):
        # A single integer can be a size or a count, as a plain int can.
        return abs(int(value)) if value.ndim == 0 and value.dtype.kind in "iu" else int(value.size)
    return abs(value) if type(value) is int else 1
