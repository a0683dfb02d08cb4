"""The result of each check: the verdict, whether earlier exercises were answered for it, and the mistake's name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from autograder.assignment.model import Exercise
from autograder.authoring import Case, Check
from autograder.authoring.visibility import Visibility
from autograder.diagnosis.candidate import Candidate, CandidateSource
from autograder.diagnosis.diagnose import Diagnosis, diagnose
from autograder.diagnosis.evidence import Evidence
from autograder.judging.answer_digest import answer_digest
from autograder.judging.check_run import CheckRun, Outcome
from autograder.judging.verdict import same_for_all
from autograder.results.report import CheckResult
from autograder.sandbox.protocol import SandboxError
from autograder.text.phrasing import listed

log = logging.getLogger(__name__)

Rerun = Callable[[Exercise, Sequence[Case]], "list[Outcome]"]


def check_results(
    exercises: Sequence[Exercise],
    runs: Mapping[Check, CheckRun],
    followed: Mapping[Check, CheckRun],
    candidates: CandidateSource,
    rerun: Rerun,
    *,
    public: bool,
) -> dict[Check, CheckResult]:
    """The results of all public checks, or of all hidden ones.

    Public checks are diagnosed from public answers only: a diagnosis from hidden answers would reveal some of them.

    Parameters
    ----------
    exercises : sequence of Exercise
        The exercises of the assignment.
    runs, followed : dict of CheckRun
        The runs of all checks, and of those that were run again with earlier exercises answered.
    candidates : CandidateSource
        The misconceptions.
    rerun : callable
        Makes calls of an exercise in a process in which it was not called before.
    public : bool
        Whether to return the public ones.
    """
    latest = {**runs, **followed}
    found = {check: check_result(run, followed.get(check)) for check, run in runs.items() if check.is_public == public}
    for exercise in exercises:
        named = [check for check in exercise.checks if check.is_public == public]
        seen = named if public else exercise.checks
        # A check without cases waits for another exercise: no mistake of this one shows in it.
        wrong = [check for check in named if latest[check].cases and not found[check].passed]
        if wrong:
            # Calls that the grader answered cannot be repeated, so there are no experiments then.
            again = None if followed.keys() & set(seen) else partial(rerun, exercise)
            evidence = Evidence(exercise.name, tuple(latest[check] for check in seen), again)
            if diagnosis := _diagnosis(evidence, candidates.of(exercise.name)):
                name, hint = diagnosis.name, diagnosis.hint
                found |= {check: replace(found[check], misconception=name, hint=hint) for check in wrong}
    return found


def check_result(run: CheckRun, followed: CheckRun | None = None) -> CheckResult:
    """The result of a check, from its run and, if there is one, the run with earlier exercises answered."""
    check, verdict = run.check, run.verdict
    right_given = followed is not None and followed.verdict.passed
    if followed is not None and right_given:
        message = f"Right, given a correct {listed(followed.given)}: no further points lost."
        verdict = same_for_all("passed", message)
    return CheckResult(
        name=check.name,
        title=check.title,
        visibility=Visibility(check.visibility),
        status=verdict.status,
        score=check.points if verdict.passed else 0.0,
        max_score=check.points,
        message=verdict.message if check.is_public else verdict.redacted,
        follow_through=right_given,
        kind=verdict.redacted,
        answers=() if verdict.passed else _answers(followed or run),
    )


def _answers(run: CheckRun) -> tuple[str, ...]:
    """A digest of the answer to each case; none where the function is missing.

    If the check was run again with earlier exercises answered, that run counts: it shows this exercise's own mistake.
    """
    if run.verdict.status == "missing":
        return ()
    try:
        return tuple(answer_digest(case.outcome, case.expected.template) for case in run.cases)
    except Exception:  # an answer may be anything, and a digest must cost nobody a point
        log.warning("no digest of the answers to %s", run.check.name, exc_info=True)
        return ()


def _diagnosis(evidence: Evidence, candidates: Sequence[Candidate]) -> Diagnosis | None:
    """The mistake's name; None also if diagnosis fails, which must cost nobody a point."""
    try:
        return diagnose(evidence, candidates)
    except SandboxError:
        raise
    except Exception:  # it compares answers, which may be anything
        log.warning("no diagnosis of %s", evidence.exercise, exc_info=True)
        return None
