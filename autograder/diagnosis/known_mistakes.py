"""Makes ``known_mistakes.json``: the misconceptions' answers to the public checks, for use without the misconceptions.

Public checks have fixed inputs, so the answers of each misconception are known in advance: a student's machine can name
a mistake by the same rule, without the misconceptions' code. The file contains fingerprints of their answers, their
names and their hints; see `recorded_answer`. `recorded_candidates` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from autograder.assignment.fingerprint import public_version
from autograder.assignment.model import Assignment
from autograder.assignment.recorded_file import recorded_file
from autograder.diagnosis.evidence import without_numbers
from autograder.diagnosis.live_candidates import LiveCandidate, LiveCandidates
from autograder.diagnosis.recorded_answer import digest_of, to_json
from autograder.diagnosis.recorded_candidates import ACROSS
from autograder.judging.expected import PUBLIC_SEED, CheckInstance, instantiate_all

Mistake = tuple[str, str, list[list[list[int]]]]
"""The name and hint of a misconception, and the answers of each of its forms, check by check."""


def known_mistakes(assignment: Assignment) -> bytes:
    """The file for an assignment: the same for the same assignment, byte for byte.

    Raises
    ------
    AssignmentError
        If a public check cannot be drawn.
    """
    salt = public_version(assignment.folder).encode()
    public = assignment.filter_checks(lambda check: check.is_public)
    drawn, known = instantiate_all(public, PUBLIC_SEED), LiveCandidates(assignment.misconceptions)
    asked = {check: instance for check, instance in drawn.items() if not instance.is_at_size}
    exercises = {
        each.name: recorded(known.of(each.name), [asked[check] for check in each.checks if check in asked], salt)
        for each in public.exercises
    }
    return recorded_file(assignment.folder, exercises=exercises)


def recorded(known: Sequence[LiveCandidate], asked: Sequence[CheckInstance], salt: bytes) -> dict[str, Any]:
    """The record for an exercise: its checks, the different answers to them, and which mistake gives which.

    Parameters
    ----------
    known : sequence of LiveCandidate
        The exercise's misconceptions, in all forms.
    asked : sequence of CheckInstance
        Its checks.
    salt : bytes
        The salt of the fingerprints.
    """
    answers: dict[str, int] = {}
    mistakes: dict[str, Mistake] = {}
    for each in known:
        given = [[json.dumps(answer) for answer in _check(each, instance, salt)] for instance in asked]
        form = [[answers.setdefault(answer, len(answers)) for answer in check] for check in given]
        _, _, forms = mistakes.setdefault(each.name, (each.name, each.hint, []))
        if form not in forms:
            forms.append(form)
    return {
        "checks": [instance.check.name for instance in asked],
        "answers": list(map(json.loads, answers)),
        "mistakes": list(mistakes.values()),
    }


def _check(candidate: LiveCandidate, instance: CheckInstance, salt: bytes) -> list[Any]:
    cases = [to_json(candidate.answer(instance, place), salt) for place in range(len(instance.cases))]
    across = candidate.verdict_across(instance).redacted
    return [*cases, ACROSS + digest_of(without_numbers(across), salt)] if across else cases
