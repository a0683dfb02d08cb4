"""Diagnoses a mistake, if the evidence points to just one."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.diagnosis.by_misconception import explaining
from autograder.diagnosis.by_symptom import OBSERVATIONS
from autograder.diagnosis.candidate import Candidate
from autograder.diagnosis.evidence import Evidence
from autograder.immutable import immutable
from autograder.judging.verdict import Verdict

WITHOUT_ANSWER = {"missing", "timeout", "crashed"}


@immutable
class Diagnosis:
    """The name of a mistake, and a hint towards the idea."""

    name: str
    hint: str


def diagnose(evidence: Evidence, candidates: Sequence[Candidate]) -> Diagnosis | None:
    """The one mistake that explains all of the evidence; None if there is none, or more than one.

    A misconception of the exercise takes precedence over a symptom of any function, because it is more specific.
    """
    evidence = evidence.of_mistakes
    if all(run.verdict.passed for run in evidence.runs):
        return None
    complete = not any(
        isinstance(case.outcome, Verdict) and case.outcome.status in WITHOUT_ANSWER for case in evidence.cases
    )
    found = explaining(evidence, candidates) if complete else []
    if found:
        return Diagnosis(found[0].name, found[0].hint) if len(found) == 1 else None
    possible = (each for each in OBSERVATIONS if complete or each.conclusive)
    symptom = next((each for each in possible if each.shows(evidence)), None)
    return Diagnosis(symptom.name, symptom.hint) if symptom else None
