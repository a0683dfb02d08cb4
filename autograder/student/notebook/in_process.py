"""A student's own notebook, asked in its own kernel: breakpoints, prints and Jupyter's stop button work as ever."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.authoring import Case
from autograder.grading.grader import Grader
from autograder.grading.outcomes import findings
from autograder.grading.session import Call, Session
from autograder.grading.time_budget import TimeBudget, Timeouts
from autograder.judging.check_run import Outcome
from autograder.results.report import Report
from autograder.sandbox.guest.wire import pack, unpack
from autograder.sandbox.host.connection import Reply, Worker
from autograder.sandbox.host.zygote import Zygote
from autograder.student.notebook.namespace import Namespace
from autograder.submissions.submission import Submission

NO_DEADLINE = Timeouts(call=float("inf"), module=float("inf"), submission=float("inf"))


class InKernel(Grader):
    """Puts the checks to what a notebook has defined, in this process.

    Parameters
    ----------
    assignment : Assignment
        Without references: a student's.
    live : Namespace
        The notebook.
    """

    def __init__(self, assignment: Assignment, live: Namespace) -> None:
        super().__init__(assignment, _NoZygote(), seed=0, deadlines=NO_DEADLINE)
        self._live = live

    def _grade(self, submission: Submission) -> Report:
        budget = TimeBudget(self._deadlines)
        with _kept_randomness(), _SittingHere(self._live, self._assignment, submission, budget) as session:
            answered, printed = self._answered(session)
            found = findings(self._assignment.exercises, answered, {}, self._candidates, partial(_once_more, session))
        return self._report(submission, found, (), (), printed, graded=submission.gradable)


def _once_more(session: Session, exercise: Exercise, cases: Sequence[Case]) -> list[Outcome]:
    """The outcomes of more calls; where everything is one process, in this one too."""
    return list(session.ask([Call(exercise, "once more", case) for case in cases]))


class _NoZygote(Zygote):
    """Nothing is started."""

    def __init__(self) -> None:
        pass


class _SittingHere(Session):
    def __init__(self, live: Namespace, assignment: Assignment, submission: Submission, budget: TimeBudget) -> None:
        self._live = live
        super().__init__(_NoZygote(), assignment, submission, budget)

    def _start(self) -> Worker:
        worker = _Here(self._live)
        self._run_all(worker)
        return worker


class _Here(Worker):
    """This process, in the place of a worker."""

    alive = True

    def __init__(self, live: Namespace) -> None:
        self._live = live

    def exchange(self, requests: Sequence[Any], seconds: Callable[[], float]) -> Iterator[Reply]:
        for request in requests:
            own = unpack(pack(request))  # arrays of its own, as over a pipe, should the function change them
            yield unpack(self._live.reply(own, let_through=(KeyboardInterrupt,)))

    def printed(self) -> str:
        return ""

    def end(self) -> None:
        pass


@contextlib.contextmanager
def _kept_randomness() -> Iterator[None]:
    """The notebook's global random numbers go on behind this as if nothing had happened."""
    ours, numpys = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)
