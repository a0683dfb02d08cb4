"""``known_mistakes.json``: the misconceptions' answers to the public checks, for use without the misconceptions.

Public checks have fixed inputs, so the answers of each misconception are known in advance: a student's machine can name
a mistake by the same rule, without the misconceptions' code. The file contains fingerprints of their answers, their
names and their hints; see `recorded_answer`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from autograder.assignment.fingerprint import public_version
from autograder.assignment.model import MISCONCEPTIONS, Assignment
from autograder.assignment.recorded_file import read_recorded, recorded_file
from autograder.diagnosis.candidate import CandidateAnswer, CandidateSource
from autograder.diagnosis.live_candidates import LiveCandidate, LiveCandidates, without_numbers
from autograder.diagnosis.recorded_answer import digest_of, from_json, to_json
from autograder.judging.expected import PUBLIC_SEED, CheckInstance, instantiate_all

FILE = "known_mistakes.json"  # in exercises/
Mistake = tuple[str, str, list[list[list[int]]]]
"""The name and hint of a misconception, and the answers of each of its forms, check by check."""

ACROSS = "&"  # before the digest of the verdict on the relations between answers


def candidates_of(assignment: Assignment) -> CandidateSource:
    """The misconceptions of an assignment; in a student's copy, their records beside the exercises."""
    if (assignment.folder / MISCONCEPTIONS).is_dir():  # without asking for them: that would import them
        return LiveCandidates(assignment.misconceptions)
    return RecordedCandidates(assignment)


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


def candidates_in(kept: Mapping[str, Any], salt: bytes) -> Iterator[RecordedCandidate]:
    """The candidates in the record of an exercise; the inverse of `recorded`."""
    for name, hint, forms in kept["mistakes"]:
        for form in forms:
            given = [[kept["answers"][each] for each in check] for check in form]
            yield RecordedCandidate(name, hint, dict(zip(kept["checks"], given, strict=True)), salt)


class RecordedCandidates:
    """The recorded misconceptions of an assignment; the file is read when it is needed."""

    def __init__(self, assignment: Assignment) -> None:
        self._folder = assignment.folder
        self._of: dict[str, Sequence[RecordedCandidate]] = {}

    def of(self, exercise: str) -> Sequence[RecordedCandidate]:
        if exercise not in self._of:
            kept = self._content.get("exercises", {}).get(exercise)
            self._of[exercise] = list(candidates_in(kept, self._content["checks"].encode())) if kept else ()
        return self._of[exercise]

    @cached_property
    def _content(self) -> Mapping[str, Any]:
        return read_recorded(self._folder, FILE)


class RecordedCandidate:
    """One form of a misconception, with its recorded answers to the public checks.

    Parameters
    ----------
    name, hint : str
        The name of the mistake, and its hint.
    checks : dict of sequence
        The recorded answers to the cases of each check.
    salt : bytes
        The salt of the fingerprints.
    """

    def __init__(self, name: str, hint: str, checks: Mapping[str, Sequence[Any]], salt: bytes) -> None:
        self.name = name
        self.hint = hint
        self._checks = checks
        self._salt = salt

    def answer(self, instance: CheckInstance, place: int) -> CandidateAnswer:
        """Its answer to one case of a check."""
        return from_json(self._checks[instance.check.name][place], self._salt)

    def agrees_across(self, instance: CheckInstance, seen: str) -> bool:
        last = self._checks[instance.check.name][-1]
        known = last if isinstance(last, str) and last.startswith(ACROSS) else ""
        return known == (ACROSS + digest_of(without_numbers(seen), self._salt) if seen else "")
