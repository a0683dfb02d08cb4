"""Identical hand-ins are graded once: the handout as it was, a team's copies, the same file handed in again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace

from autograder.assignment.model import Assignment
from autograder.grading.grader import Grader
from autograder.results.report import Report
from autograder.submissions.submission import Source, Submission

REMEMBERED = 32  # reports, each of some 50 kB
BY_CHANCE = frozenset({"timeout", "crashed"})  # on another try, the machine may be less busy, or have more memory


class GradedOnce:
    """A grader that remembers its latest reports. Threads may share it.

    Parameters
    ----------
    grader : Grader
        Grades what is not remembered.
    """

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._known: OrderedDict[str, tuple[Submission, Report]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def assignment(self) -> Assignment:
        """The assignment."""
        return self._grader.assignment

    def grade(self, submission: Submission) -> Report:
        """The report on a submission; if it is identical to one of the latest, that one's, with its own name."""
        known = self._recall(submission)
        if known:
            return known
        report = self._grader.grade(submission)
        if _can_be_kept(submission, report):
            with self._lock:
                self._known[report.sha256] = submission, report
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        return report

    def ungraded(self, submission: Submission, fault: str) -> Report:
        """The report on a submission that could not be graded, through no fault of the student."""
        return self._grader.ungraded(submission, fault)

    def _recall(self, submission: Submission) -> Report | None:
        with self._lock:
            earlier, report = self._known.get(submission.sha256, (None, None))
            if earlier is None or report is None or _files(earlier) != _files(submission):
                return None
            self._known.move_to_end(report.sha256)
        found = report.messages[len(earlier.messages) :]
        messages = (*submission.messages, *found)
        return replace(report, name=submission.name, identity=submission.identity, messages=messages)


def _files(submission: Submission) -> dict[str, tuple[Source, str]]:
    """The files, each with its folder if the code names that: files may import each other through it."""
    code = b"\n".join(cell for source in submission.sources.values() for cell in source.cells)

    def is_named(folder: str) -> bool:
        return any(part.encode(errors="surrogatepass") in code for part in folder.split("."))  # of any encoding on disk

    return {name: (each, each.folder if is_named(each.folder) else "") for name, each in submission.sources.items()}


def _can_be_kept(submission: Submission, report: Report) -> bool:
    """Whether grading it again could change nothing, and what was found can be told from what is said of its files."""
    statuses = {check.status for exercise in report.exercises for check in exercise.checks}
    own = submission.messages
    return report.graded and BY_CHANCE.isdisjoint(statuses) and report.messages[: len(own)] == own
