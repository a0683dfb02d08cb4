"""A student's own files, checked on their own machine as often as they change."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, replace

from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.judging.expected import PUBLIC_SEED
from autograder.results.report import Report
from autograder.sandbox.host.subprocesses import SubprocessPool
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import WorkerPool
from autograder.student.affected import affected_by, dependencies_of
from autograder.submissions.submission import Submission

# Somebody is waiting: who has seen one call hang need not see the next.
DEADLINES = Timeouts(max_timeouts=1, reduced_call=1.0)


def workers(*, programs: bool = False) -> Zygote | SubprocessPool:
    """What runs a student's code on this machine: forks where they are isolated, else (or if asked for) programs."""
    return SubprocessPool() if programs or sys.platform != "linux" else Zygote()


@dataclass(frozen=True)
class Checked:
    """What came of a submission: the report, and the exercises that were asked for it."""

    submission: Submission
    report: Report
    asked: frozenset[str]


class LocalChecker:
    """Puts public checks. May be called from several threads at once.

    Parameters
    ----------
    assignment : Assignment
        Of which only the public checks are put.
    pool : WorkerPool
        Runs the student's code; the caller ends it.
    """

    def __init__(self, assignment: Assignment, pool: WorkerPool) -> None:
        self._assignment = assignment.public_view()
        self._pool = pool

    def check(self, submission: Submission, names: Collection[str]) -> Report:
        """The report on these exercises."""
        part = self._assignment.asking_only(dependencies_of(self._assignment, names))
        report = Grader(part, self._pool, seed=PUBLIC_SEED, deadlines=DEADLINES).grade(submission)
        return replace(report, exercises=tuple(each for each in report.exercises if each.name in names))

    def check_again(self, known: Checked | None, submission: Submission, names: Collection[str]) -> Checked:
        """The same, from what is known of an earlier version: only what the changes can have touched is asked."""
        asked = frozenset(names if known is None else affected_by(self._assignment, known.submission, submission))
        asked &= set(names)
        report = self.check(submission, asked)
        self._pool.warm_up()
        if known is not None:
            fresh = {each.name: each for each in report.exercises}
            report = replace(report, exercises=tuple(fresh.get(each.name, each) for each in known.report.exercises))
        return Checked(submission, report, asked)
