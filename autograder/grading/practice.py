"""A student's own files, checked on their own machine as often as they change."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import replace

from autograder.assignment import Assignment
from autograder.grading.clock import Deadlines
from autograder.grading.grader import Grader
from autograder.grading.part import asking, needed, touched
from autograder.grading.questions import PUBLIC_SEED
from autograder.report.report import Report
from autograder.sandbox.programs import Programs
from autograder.sandbox.zygote import Zygote
from autograder.submission.submission import Submission

# Somebody is waiting: who has seen one call hang need not see the next.
DEADLINES = Deadlines(hangs=1, hurried=1.0)


def workers(*, programs: bool = False) -> Zygote:
    """What runs a student's code on this machine: forks where they are isolated, else (or if asked for) programs."""
    return Programs() if programs or sys.platform != "linux" else Zygote()


class Practice:
    """Puts public checks, and remembers what came of them.

    Parameters
    ----------
    assignment : Assignment
        Of which only the public checks are put.
    zygote : Zygote
        Runs the student's code; the caller ends it.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self._assignment = assignment.public()
        self._zygote = zygote
        self._last: tuple[Submission, Report] | None = None

    def check(self, submission: Submission, names: Collection[str]) -> Report:
        """The report on these exercises."""
        part = asking(self._assignment, needed(self._assignment, names))
        report = Grader(part, self._zygote, seed=PUBLIC_SEED, deadlines=DEADLINES).grade(submission)
        return replace(report, exercises=tuple(each for each in report.exercises if each.name in names))

    def check_again(self, submission: Submission, names: Collection[str]) -> tuple[Report, set[str]]:
        """The report on these exercises, and which of them were asked: not those that a change cannot have touched."""
        if self._last is None:
            asked = set(names)
            report = self.check(submission, asked)
        else:
            before, known = self._last
            asked = touched(self._assignment, before, submission) & set(names)
            report = self.check(submission, asked)
            fresh = {each.name: each for each in report.exercises}
            report = replace(report, exercises=tuple(fresh.get(each.name, each) for each in known.exercises))
        self._zygote.make_ready()
        self._last = submission, report
        return report, asked
