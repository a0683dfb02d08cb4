"""The grader: runs an assignment's checks on any number of submissions."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from autograder.assignment.model import Assignment, AssignmentError, Exercise
from autograder.authoring import Check, Drawing
from autograder.diagnosis.candidate import CandidateSource
from autograder.diagnosis.candidates import Candidates
from autograder.grading.checking import run_checks
from autograder.grading.drawn_numbers import with_own_numbers, with_right_numbers
from autograder.grading.experiments import Experiments
from autograder.grading.follow_through import follow_through
from autograder.grading.outcomes import check_result, check_results
from autograder.grading.report_size import fitted
from autograder.grading.session import Session, Sessions
from autograder.grading.time_budget import TimeBudget, Timeouts
from autograder.judging.check_run import CheckRun, skipped
from autograder.judging.expected import CheckInstance, CheckInstances
from autograder.judging.recorded_cases import NOT_HERE, RecordedCases
from autograder.judging.verdict import same_for_all
from autograder.results.provenance import Provenance
from autograder.results.report import CheckResult, ExerciseResult, Protection, Report
from autograder.sandbox.protocol import SandboxError, SubmissionTooLarge, WorkerPool
from autograder.submissions.submission import Submission
from autograder.text.sanitize import strip_addresses

log = logging.getLogger(__name__)

PRINTED_KEPT = 2000  # characters of what a program prints
ATTEMPTS = 3  # when worker processes are lost through no fault of the submission


class Grader:
    """Grades submissions, each in separate processes. Threads may share a grader.

    Parameters
    ----------
    assignment : Assignment
        The assignment. Without references (a student's copy) only its public checks can be run.
    pool : WorkerPool
        Gives out the processes; the caller ends it.
    seed : int
        Hidden inputs are drawn from it: the same seed, the same cases.
    candidates : CandidateSource, optional
        The misconceptions; pass them to share them with other graders.
    instances : CheckInstances, optional
        The checks with their cases; pass them to share them with other graders.
    shared_inputs : bool
        Whether all submissions get the same hidden inputs, as an audit's trials may. By default they also depend on
        the submission, so that inputs that one submission finds out are useless to others.
    provenance : Provenance, optional
        What to record in reports that are stored: versions, seed, limits and fingerprints.
    """

    def __init__(
        self,
        assignment: Assignment,
        pool: WorkerPool,
        *,
        seed: int,
        deadlines: Timeouts | None = None,
        candidates: CandidateSource | None = None,
        instances: CheckInstances | None = None,
        shared_inputs: bool = False,
        provenance: Provenance | None = None,
    ) -> None:
        self._assignment = assignment
        self._pool = pool
        self._deadlines = deadlines or Timeouts()
        self._instances = instances or CheckInstances(assignment, seed, RecordedCases(assignment.folder).of)
        self._shared_inputs = shared_inputs or not assignment.references
        self._provenance = provenance
        self._candidates = candidates or Candidates(assignment)
        self._exercises = {check: exercise for exercise in assignment.exercises for check in exercise.checks}

    @property
    def assignment(self) -> Assignment:
        """The assignment."""
        return self._assignment

    def grade(self, submission: Submission) -> Report:
        """The report on a submission. Faults of the grader are reported too, so that a batch goes on."""
        for _ in range(ATTEMPTS):
            try:
                return self._grade(submission)
            except SandboxError as error:  # submissions graded at the same moment may be lost together
                fault = f"This submission could not be graded: {str(error).rstrip('.')}. Grade it again."
            except SubmissionTooLarge as error:
                fault = f"This submission could not be graded: {error}"
                break
            except AssignmentError:  # no other submission can be graded, either
                raise
            except Exception as error:
                log.debug("grading %s", submission.name, exc_info=True)
                fault = f"The grader itself failed on this submission ({type(error).__name__}). Please report that."
                break
        return self.ungraded(submission, fault)

    def ungraded(self, submission: Submission, fault: str) -> Report:
        """The report on a submission that could not be graded, through no fault of the student."""
        found = {check: check_result(skipped(check, same_for_all("error", fault))) for check in self._exercises}
        return self._report(submission, found, (), (fault,), "", graded=False)

    def _grade(self, submission: Submission) -> Report:
        protections = self._pool.findings().protections
        sessions = Sessions(self._pool, self._assignment, submission, TimeBudget(self._deadlines))
        inputs = "" if self._shared_inputs else submission.sha256
        drawn = functools.cache(partial(self._drawn, inputs))
        with sessions.open(meanwhile=partial(drawn, True)) as session:
            runs: dict[Check, CheckRun] = {}
            followed: dict[Check, CheckRun] = {}
            found: dict[Check, CheckResult] = {}
            # Students see the results of public checks at once. All of these are settled before the first hidden call.
            for public in (True, False):
                checks = [check for check in self._exercises if check.is_public == public]
                runs |= run_checks(session, self._exercises, drawn(public), partial(drawn, False))
                runs |= {check: self._not_run(session, check) for check in checks if check not in runs}
                if self._assignment.references:
                    followed |= follow_through(sessions, session, runs, followed, public=public)
                with Experiments(sessions) as experiments:
                    found |= check_results(
                        self._assignment.exercises,
                        runs,
                        followed,
                        self._candidates,
                        experiments.call,
                        public=public,
                    )
                if public:
                    found |= with_own_numbers(self._assignment.drawings, runs, found)
                    printed = session.printed()
                    problems = (*session.modules.problems, *session.modules.notes)
        return self._report(submission, found, protections, problems, printed, graded=submission.gradable)

    def _drawn(self, inputs: str, public: bool) -> list[CheckInstance]:
        """All public checks with their cases, or all hidden ones, for a submission with this hash.

        Those whose cases are not known here are left out.
        """
        checks = [check for check in self._exercises if check.is_public == public]
        return [instance for check in checks if (instance := self._instances.of(check, inputs))]

    def _not_run(self, session: Session, check: Check) -> CheckRun:
        """The run of a check whose cases are not known here."""
        unanswered = session.modules.why_unanswered(self._exercises[check])
        return skipped(check, unanswered or same_for_all("error", NOT_HERE))

    def _report(
        self,
        submission: Submission,
        found: Mapping[Check, CheckResult],
        isolation: Sequence[tuple[str, str]],
        problems: Sequence[str],
        printed: str,
        *,
        graded: bool,
    ) -> Report:
        made = self._provenance
        fingerprints = made.fingerprints if made else {}
        report = Report(
            assignment=self._assignment.name,
            version=self._assignment.version,
            name=submission.name,
            sha256=submission.sha256,
            graded=graded,
            isolation=tuple(Protection(name, status) for name, status in isolation),
            messages=(*submission.messages, *problems),
            printed=strip_addresses(printed.strip()[:PRINTED_KEPT]),
            exercises=tuple(_exercise(exercise, found, fingerprints) for exercise in self._assignment.exercises),
            identity=submission.identity,
            engine=made.engine if made else None,
            seed=made.seed if made else None,
            limits=made.limits if made else {},
            drawings=self._drawings,
        )
        return fitted(report)

    @cached_property
    def _drawings(self) -> tuple[Drawing, ...]:
        return with_right_numbers(self._assignment.drawings, self._exercises, self._instances.of)


def _exercise(
    exercise: Exercise, found: Mapping[Check, CheckResult], fingerprints: Mapping[tuple[str, str], str]
) -> ExerciseResult:
    checks = tuple(
        replace(found[check], fingerprint=fingerprints.get((exercise.name, check.name), ""))
        for check in exercise.checks
    )
    return ExerciseResult(exercise.name, exercise.module, exercise.number, checks)
