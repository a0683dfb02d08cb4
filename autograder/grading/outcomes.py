"""The outcome of each check: the verdict, what it owes to earlier exercises, and the name of the mistake."""

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
    """The outcome of every public check, or of every hidden one.

    What students see at once is named by what they can see: a name that hidden answers led to would tell of these.

    Parameters
    ----------
    exercises : sequence of Exercise
        What was asked for.
    runs, followed : dict of CheckRun
        What came of each check, and of those that were put once more with earlier exercises answered.
    candidates : CandidateSource
        What the misconceptions answer.
    rerun : callable
        Puts calls to an exercise in a process where nothing has been asked before.
    public : bool
        Which of them.
    """
    latest = {**runs, **followed}
    found = {check: check_result(run, followed.get(check)) for check, run in runs.items() if check.is_public == public}
    for exercise in exercises:
        named = [check for check in exercise.checks if check.is_public == public]
        seen = named if public else exercise.checks
        # What could not be asked yet waits for another exercise: no mistake of this one shows in it.
        wrong = [check for check in named if latest[check].cases and not found[check].passed]
        if wrong:
            # What was answered for it cannot be repeated: no experiments then.
            again = None if followed.keys() & set(seen) else partial(rerun, exercise)
            evidence = Evidence(exercise.name, tuple(latest[check] for check in seen), again)
            if diagnosis := _diagnosis(evidence, candidates.of(exercise.name)):
                name, hint = diagnosis.name, diagnosis.hint
                found |= {check: replace(found[check], misconception=name, hint=hint) for check in wrong}
    return found


def check_result(run: CheckRun, followed: CheckRun | None = None) -> CheckResult:
    """The outcome of a check that was put and, if it was, put once more with earlier exercises answered."""
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
    """A digest of what came back, case by case; none where there is no function to answer.

    Where earlier exercises were answered for it, that is what counts: the mistake of this exercise shows, not theirs.
    """
    if run.verdict.status == "missing":
        return ()
    try:
        return tuple(answer_digest(case.outcome, case.expected.template) for case in run.cases)
    except Exception:  # a student's program may have made anything of it, and that must cost nobody a point
        log.warning("no digest of the answers to %s", run.check.name, exc_info=True)
        return ()


def _diagnosis(evidence: Evidence, candidates: Sequence[Candidate]) -> Diagnosis | None:
    """The mistake's name; none where we fail to find it, which must cost nobody a point."""
    try:
        return diagnose(evidence, candidates)
    except SandboxError:
        raise
    except Exception:  # it compares what a student's program may have made of anything
        log.warning("no diagnosis of %s", evidence.exercise, exc_info=True)
        return None
