"""Grades a class into its gradebook: skips unchanged submissions, and writes each result at once.

Submissions are read here, one at a time, because their content decides whether they have been graded already. Grading
can be stopped at any point: the same call continues there.
"""

from __future__ import annotations

import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from enum import Enum

from autograder.batch.grading_process import AlreadyRead, Ref
from autograder.course.gradebook.changed import Current, can_be_asked_alone, with_answers
from autograder.course.gradebook.database import Gradebook
from autograder.course.gradebook.gradings import Grading, graded_attempt, outline_and_engine, report_of
from autograder.course.gradebook.hand_ins import is_known, receive
from autograder.course.gradebook.misconceptions import misconceptions_of
from autograder.course.gradebook.recording import FIRST, record
from autograder.course.gradebook.stored_report import CheckName
from autograder.course.gradebook.stored_submission import kept_submission
from autograder.grading.grader_spec import GraderSpec
from autograder.immutable import immutable
from autograder.results.identity import Identity
from autograder.results.report import Report
from autograder.submissions.submission import Submission
from autograder.text.phrasing import listed

log = logging.getLogger(__name__)

MOST_NAMED = 3  # checks in the reason of a grading

Graded = Callable[[GraderSpec, Iterable[Ref]], "Generator[tuple[int, Report], None, None]"]
"""Yields the place and the report of each submission as soon as it is known, as `autograder.batch.runner.iterate`."""


class Outcome(Enum):
    """The outcome of grading a submission."""

    UNCHANGED = "graded before"
    GRADED = "graded"
    CHANGED_CHECKS = "only changed checks run"
    FAILED = "not graded"


@immutable
class Kept:
    """An attempt that is in the gradebook, as a submission to be graded again."""

    gradebook: Gradebook
    hand_in: int
    name: str
    identity: Identity

    def read(self, modules: object, /) -> Submission:
        """What was handed in.

        Raises
        ------
        ValueError
            If the submission is not kept.
        """
        found = kept_submission(self.gradebook, self.hand_in)
        if found is None:
            raise ValueError("it was too large to be kept in the gradebook; grade it again from the download")
        return found


@immutable
class Again:
    """A request to run checks again although nothing has changed.

    Attributes
    ----------
    checks : frozenset of (str, str)
        The checks; empty for all.
    reason : str
        The reason.
    """

    checks: frozenset[CheckName]
    reason: str


@immutable
class Work:
    """A submission to be graded, and why."""

    ref: Ref
    submission: Submission
    reason: str
    earlier: Grading | None = None


@immutable
class ClassGrading:
    """Grades a class into a gradebook.

    Attributes
    ----------
    gradebook : Gradebook
        The gradebook.
    current : Current
        The current assignment and engine.
    spec : GraderSpec
        The description of a grader for all checks.
    graded : callable
        Grades submissions with the grader of a spec, on this machine or others.
    again : Again or None
        A request to run checks again although nothing has changed.
    done : callable
        Called with each submission that is finished.
    """

    gradebook: Gradebook
    current: Current
    spec: GraderSpec
    graded: Graded
    again: Again | None = None
    done: Callable[[str, Outcome], None] = lambda name, outcome: None

    def grade(self, refs: Iterable[Ref]) -> None:
        """Grade these submissions.

        Raises
        ------
        GradebookError
            If the gradebook cannot be written; what was finished is in it.
        SandboxError
            If nothing can be graded here.
        """
        alone: dict[frozenset[CheckName], list[Ref]] = defaultdict(list)
        for work, report in self._graded(self.spec, self._changed(refs, alone)):
            self._record(work, report, Outcome.GRADED)
        for checks, waiting in alone.items():
            touched = self._ask_alone(checks, waiting)
            for work, report in self._graded(self.spec, map(self._work, touched)):
                self._record(work, report, Outcome.CHANGED_CHECKS)

    def _changed(self, refs: Iterable[Ref], alone: dict[frozenset[CheckName], list[Ref]]) -> Iterator[Work]:
        """The submissions that need all checks; those that need only some checks are set aside."""
        for ref in refs:
            work = self._work(ref)
            checks = self._to_ask(work)
            if checks is None:
                yield work
            elif checks:
                alone[checks].append(ref)
            else:
                known = self.current.misconceptions
                receive(self.gradebook, ref.identity, ref.name, work.submission.sha256, known)
                self.done(ref.name, Outcome.UNCHANGED)

    def _ask_alone(self, checks: frozenset[CheckName], refs: Iterable[Ref]) -> list[Ref]:
        """Run these checks; return the submissions in which the results affect other checks."""
        touched = []
        asked = checks & self.current.fingerprints.keys()
        for work, part in self._graded(replace(self.spec, checks=asked), map(self._work, refs)):
            assert work.earlier
            earlier = report_of(self.gradebook, work.earlier)
            report = with_answers(earlier, part, self.current) if part.graded else part
            if report is None:
                touched.append(work.ref)
            else:
                self._record(work, report, Outcome.CHANGED_CHECKS)
        return touched

    def _graded(self, spec: GraderSpec, works: Iterable[Work]) -> Iterator[tuple[Work, Report]]:
        at_work: dict[int, Work] = {}

        def submissions() -> Iterator[AlreadyRead]:
            for place, work in enumerate(works):
                at_work[place] = work
                yield AlreadyRead(work.submission)

        first = next(waiting := submissions(), None)
        if first is None:  # no grader is needed
            return
        everything = _with_first(first, waiting)
        with contextlib.closing(self.graded(spec, everything)) as results:
            for place, report in results:
                yield at_work.pop(place), report

    def _record(self, work: Work, report: Report, outcome: Outcome) -> None:
        record(self.gradebook, report, work.submission, work.reason, self.current.misconceptions)
        self.done(work.submission.name, outcome if report.graded else Outcome.FAILED)

    def _work(self, ref: Ref) -> Work:
        try:
            submission = ref.read(self.current.assignment.module_names)
        except Exception as error:  # whatever was handed in
            log.debug("reading %s", ref.name, exc_info=True)
            fault = f"This submission could not be read ({type(error).__name__}: {error})."
            return Work(ref, Submission(ref.name, {}, (fault,), ref.identity), FIRST)
        if not is_known(self.gradebook, ref.identity, ref.name):
            return Work(ref, submission, FIRST)
        earlier = graded_attempt(self.gradebook, ref.identity, ref.name, submission.sha256)
        return Work(ref, submission, self._reason(earlier) if earlier else FIRST, earlier)

    def _reason(self, earlier: Grading) -> str:
        if self.again:
            return self.again.reason
        outline, engine = outline_and_engine(self.gradebook, earlier)
        if engine != self.current.engine:
            return "another version of the engine"
        names = sorted(f"{exercise}/{check}" for exercise, check in self.current.changed(outline.fingerprints))
        if not names:
            names = [f"misconceptions of {exercise}" for exercise in self._renamed(earlier)]
        return f"changed: {listed(names, MOST_NAMED)}" if names else FIRST

    def _renamed(self, earlier: Grading) -> tuple[str, ...]:
        """The exercises in which mistakes may have another name or hint today."""
        known = misconceptions_of(self.gradebook, earlier.hand_in)
        if known == self.current.misconceptions:
            return ()
        return self.current.renamed(report_of(self.gradebook, earlier), known)

    def _to_ask(self, work: Work) -> frozenset[CheckName] | None:
        """The checks that can be run alone; empty if nothing has changed; None if all must be run."""
        if work.earlier is None:
            return None
        outline, engine = outline_and_engine(self.gradebook, work.earlier)
        changed = self.current.changed(outline.fingerprints)
        if engine != self.current.engine or (self.again and not self.again.checks) or self._renamed(work.earlier):
            return None
        changed |= self.again.checks if self.again else frozenset()
        if not changed or can_be_asked_alone(report_of(self.gradebook, work.earlier), changed):
            return changed
        return None


def _with_first(first: AlreadyRead, others: Iterable[AlreadyRead]) -> Iterator[AlreadyRead]:
    yield first
    yield from others
