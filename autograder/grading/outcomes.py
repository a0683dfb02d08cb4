"""What was found of each check: the verdict, what it owes to earlier exercises, and the name of the mistake."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from autograder.assignment.model import Exercise
from autograder.authoring import Case, Check
from autograder.diagnosis.candidates import Candidate, Candidates
from autograder.diagnosis.diagnose import Diagnosis, diagnose
from autograder.diagnosis.evidence import Evidence, evidence_of
from autograder.grading.follow_through import Followed
from autograder.judging.check_run import Answered, Outcome
from autograder.judging.verdict import Verdict, same_for_all
from autograder.sandbox.protocol import SandboxError
from autograder.text.phrasing import listed

log = logging.getLogger(__name__)

AskAnew = Callable[[Exercise, Sequence[Case]], "list[Outcome]"]


@dataclass(frozen=True)
class Finding:
    """What was found of one check.

    Attributes
    ----------
    verdict : Verdict
        The last one: after follow-through, if there was any.
    follow_through : bool
        Whether it is right, given correct earlier exercises.
    diagnosis : Diagnosis or None
        The mistake by its name, where it has one.
    """

    verdict: Verdict
    follow_through: bool = False
    diagnosis: Diagnosis | None = None


def findings(
    exercises: Sequence[Exercise],
    answered: Mapping[Check, Answered],
    followed: Mapping[Check, Followed],
    candidates: Candidates,
    ask_anew: AskAnew,
) -> dict[Check, Finding]:
    """What was found of every check.

    What students see at once is named by what they can see: a name that hidden answers led to would tell of these.
    """
    found = {check: Finding(each.verdict) for check, each in answered.items()}
    found |= {check: _right_given(each) for check, each in followed.items() if each.answered.verdict.passed}
    latest = {**answered, **{check: each.answered for check, each in followed.items()}}
    for exercise in exercises:
        public = [check for check in exercise.checks if check.is_public]
        hidden = [check for check in exercise.checks if not check.is_public]
        for named, seen in ((public, public), (hidden, exercise.checks)):
            # What could not be asked yet waits for another exercise: no mistake of this one shows in it.
            wrong = [check for check in named if latest[check].outcomes and not found[check].verdict.passed]
            if wrong:
                # What was answered for it cannot be repeated: no experiments then.
                ask = None if followed.keys() & set(seen) else partial(ask_anew, exercise)
                evidence = evidence_of(exercise.name, [latest[check] for check in seen], ask)
                diagnosis = _diagnosis(evidence, candidates.of(exercise.name))
                found |= {check: replace(found[check], diagnosis=diagnosis) for check in wrong}
    return found


def _diagnosis(evidence: Evidence, candidates: Sequence[Candidate]) -> Diagnosis | None:
    """The mistake's name; none where we fail to find it, which must cost nobody a point."""
    try:
        return diagnose(evidence, candidates)
    except SandboxError:
        raise
    except Exception:  # it compares what a student's program may have made of anything
        log.warning("no diagnosis of %s", evidence.exercise, exc_info=True)
        return None


def _right_given(followed: Followed) -> Finding:
    message = f"Right, given a correct {listed(followed.earlier)}: no further points lost."
    return Finding(same_for_all("passed", message), follow_through=True)
