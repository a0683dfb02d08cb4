"""The name of a mistake, where the evidence leaves no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.diagnosis.by_misconception import explaining
from autograder.diagnosis.by_symptom import OBSERVATIONS
from autograder.diagnosis.candidates import Candidate
from autograder.diagnosis.evidence import Evidence
from autograder.judging.verdict import Verdict

WITHOUT_ANSWER = {"missing", "timeout", "crashed"}


@dataclass(frozen=True)
class Diagnosis:
    """A mistake by its name, and a hint that leads to the idea."""

    name: str
    hint: str


def diagnose(evidence: Evidence, candidates: Sequence[Candidate]) -> Diagnosis | None:
    """Name the mistake that explains all of the evidence; None where nothing does, or more than one.

    A misconception of the exercise goes before what can be seen of any function: it says more.
    """
    if any(isinstance(case.outcome, Verdict) and case.outcome.status in WITHOUT_ANSWER for case in evidence.cases):
        return None
    found = explaining(evidence, candidates)
    if found:
        return Diagnosis(found[0].name, found[0].hint) if len(found) == 1 else None
    seen = next((each for each in OBSERVATIONS if each.shows(evidence)), None)
    return Diagnosis(seen.name, seen.hint) if seen else None
