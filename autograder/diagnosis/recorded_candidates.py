"""Candidates as ``known_mistakes.json`` records them, for a student's machine, which has no misconceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from autograder.assignment.model import Assignment
from autograder.assignment.recorded_file import read_recorded
from autograder.diagnosis.candidate import CandidateAnswer
from autograder.diagnosis.evidence import without_numbers
from autograder.diagnosis.recorded_answer import digest_of, from_json
from autograder.judging.expected import CheckInstance

FILE = "known_mistakes.json"  # in exercises/
ACROSS = "&"  # before the digest of the verdict on the relations between answers


def candidates_in(kept: Mapping[str, Any], salt: bytes) -> Iterator[RecordedCandidate]:
    """The candidates in the record of an exercise; the inverse of `known_mistakes.recorded`."""
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
