"""Runs the public checks on a student's machine, and again the checks that a change affects."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.assignment.model import Assignment
from autograder.diagnosis.candidates import Candidates
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.immutable import immutable
from autograder.judging.expected import PUBLIC_SEED, CheckInstances
from autograder.judging.recorded_cases import RecordedCases
from autograder.results.report import Report
from autograder.sandbox.host.launch import ForkServer
from autograder.sandbox.host.zygote import Zygote
from autograder.sandbox.protocol import WorkerPool
from autograder.student.affected import affected_by
from autograder.submissions.submission import Submission

if TYPE_CHECKING:
    from autograder.sandbox.host.subprocesses import SubprocessPool

# A student is waiting: after one call that hangs, the next gets less time.
DEADLINES = Timeouts(max_timeouts=1, reduced_call=1.0)


def workers(server: ForkServer | None = None, *, programs: bool = False) -> Zygote | SubprocessPool:
    """A pool for a student's code on this machine: a zygote on Linux, else, or if `programs` is set, subprocesses.

    `server` is the zygote's fork server, if it has been started already.
    """
    if not programs and sys.platform == "linux":
        return Zygote(server=server)
    # It imports what a worker does, which is not needed above.
    from autograder.sandbox.host.subprocesses import SubprocessPool

    return SubprocessPool()


@immutable
class Checked:
    """A version of a submission with its report, and the exercises that were run for it."""

    submission: Submission
    report: Report
    rerun: frozenset[str]


class LocalChecker:
    """Runs public checks. May be called from several threads at once.

    Parameters
    ----------
    assignment : Assignment
        The assignment, of which only the public checks are run.
    pool : WorkerPool
        Runs the student's code. The caller ends it.
    """

    def __init__(self, assignment: Assignment, pool: WorkerPool) -> None:
        self._assignment = assignment.public_view()
        self._pool = pool
        self._instances = CheckInstances(self._assignment, PUBLIC_SEED, RecordedCases(assignment.folder).of)
        self._candidates = Candidates(self._assignment)

    def check(self, submission: Submission, names: Collection[str]) -> Report:
        """The report on these exercises of a submission."""
        part = self._assignment.asking_only(names)
        grader = Grader(
            part,
            self._pool,
            seed=PUBLIC_SEED,
            deadlines=DEADLINES,
            candidates=self._candidates,
            instances=self._instances,
        )
        report = grader.grade(submission)
        return replace(report, exercises=tuple(each for each in report.exercises if each.name in names))

    def check_again(self, known: Checked | None, submission: Submission, names: Collection[str]) -> Checked:
        """Check a new version of a submission, running only the exercises that its changes affect.

        Parameters
        ----------
        known : Checked or None
            The earlier version with its report; None runs all.
        submission : Submission
            The new version.
        names : collection of str
            The exercises to report on.
        """
        rerun = frozenset(names if known is None else affected_by(self._assignment, known.submission, submission))
        rerun &= set(names)
        report = self.check(submission, rerun)
        self._pool.warm_up()
        if known is not None:
            fresh = {each.name: each for each in report.exercises}
            report = replace(report, exercises=tuple(fresh.get(each.name, each) for each in known.report.exercises))
        return Checked(submission, report, rerun)
