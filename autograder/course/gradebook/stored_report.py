"""Encodes reports for the gradebook, without loss.

Exercises, checks and drawings are the same in all reports on one version of an assignment: they form an outline, which
is stored once. The rest of a report is a compressed list of the results of its checks.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from functools import cached_property
from typing import Any

from autograder.authoring.drawing import Drawing, Edge, Entry, Node
from autograder.authoring.visibility import Visibility
from autograder.course.gradebook.gradebook_error import unpacking
from autograder.immutable import immutable
from autograder.results.identity import Identity, Person, PlatformFile
from autograder.results.provenance import Engine
from autograder.results.report import CheckResult, ExerciseResult, Protection, Report

CheckName = tuple[str, str]
"""A check, by its exercise and its own name."""

DIGEST_LENGTH = 16
OUTLINED = ("name", "title", "visibility", "max_score", "fingerprint")
# Of each check, in this order; what is empty at the end is left out.
FOUND = ("status", "score", "message", "kind", "misconception", "hint", "answers", "follow_through", "numbers")
EMPTY: Mapping[str, Any] = {
    "message": "",
    "kind": "",
    "misconception": None,
    "hint": None,
    "answers": (),
    "follow_through": False,
    "numbers": (),
}


@immutable
class Outline:
    """The part that reports on one version of an assignment share.

    Attributes
    ----------
    digest : str
        A hash of it, by which it is found.
    content : bytes
        Its encoded form.
    """

    digest: str
    content: bytes

    @cached_property
    @unpacking()
    def exercises(self) -> list[dict[str, Any]]:
        """The exercises, each with its checks."""
        found: list[dict[str, Any]] = self._whole["exercises"]
        return found

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """The drawings, with the numbers that are right; none in outlines of earlier versions."""
        return tuple(map(_drawing, self._whole.get("drawings", ())))

    @cached_property
    def _whole(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(zlib.decompress(self.content))
        return found

    @cached_property
    def fingerprints(self) -> dict[CheckName, str]:
        """The fingerprint of each check."""
        return {
            (exercise["name"], check["name"]): check["fingerprint"]
            for exercise in self.exercises
            for check in exercise["checks"]
        }


def outline_of(report: Report) -> Outline:
    """The outline of the assignment that a report is about."""
    exercises = [
        {
            "name": exercise.name,
            "module": exercise.module,
            "number": exercise.number,
            "checks": [{name: getattr(check, name) for name in OUTLINED} for check in exercise.checks],
        }
        for exercise in report.exercises
    ]
    drawings = {"drawings": [_plain_drawing(each) for each in report.drawings]} if report.drawings else {}
    text = _text({"assignment": report.assignment, "exercises": exercises, **drawings})
    return Outline(hashlib.sha256(text).hexdigest()[:DIGEST_LENGTH], zlib.compress(text, 9))


def stored(report: Report) -> bytes:
    """The rest of a report, without its outline, its identity and its name."""
    checks = [[_plain(check, name) for name in FOUND] for check in report.checks]
    for check in checks:
        while check[-1] == EMPTY.get(FOUND[len(check) - 1], "no"):
            check.pop()
    whole = {
        "version": report.version,
        "engine": asdict(report.engine) if report.engine else None,
        "seed": report.seed,
        "limits": dict(report.limits),
        "isolation": [[each.name, each.status] for each in report.isolation],
        "messages": list(report.messages),
        "printed": report.printed,
        "checks": checks,
    }
    return zlib.compress(_text(whole), 9)


@unpacking()
def restored(content: bytes, outline: Outline, assignment: str, hand_in: tuple[str, str, Identity]) -> Report:
    """The report that was stored.

    Parameters
    ----------
    content : bytes
        As it is kept.
    outline : Outline
        Its outline.
    assignment : str
        The assignment's name.
    hand_in : (str, str, Identity)
        The submission's name, the hash of its content, and whose it is.

    Raises
    ------
    GradebookError
        If it is not what was stored.
    """
    whole = json.loads(zlib.decompress(content))
    found = iter(whole["checks"])
    name, sha256, identity = hand_in
    return Report(
        assignment=assignment,
        version=whole["version"],
        name=name,
        sha256=sha256,
        graded=True,
        isolation=tuple(Protection(*each) for each in whole["isolation"]),
        messages=tuple(whole["messages"]),
        printed=whole["printed"],
        exercises=tuple(_exercise(each, lambda: next(found)) for each in outline.exercises),
        identity=identity,
        engine=Engine(**whole["engine"]) if whole["engine"] else None,
        seed=whole["seed"],
        limits=whole["limits"],
        drawings=outline.drawings,
    )


@unpacking()
def check_scores(content: bytes, outline: Outline) -> dict[CheckName, float]:
    """The points of each check, without the rest of the report."""
    scores = (found[FOUND.index("score")] for found in json.loads(zlib.decompress(content))["checks"])
    return dict(zip(outline.fingerprints, scores, strict=True))


def identity_as_text(identity: Identity) -> str:
    """An identity as JSON."""
    return _text(asdict(identity)).decode()


@unpacking()
def identity_from_text(text: str) -> Identity:
    """The identity that was written as JSON."""
    found = json.loads(text)
    people = tuple(Person(**each) for each in found.pop("people"))
    files = tuple(PlatformFile(**each) for each in found.pop("files"))
    return Identity(**found, people=people, files=files)


def _exercise(outlined: Mapping[str, Any], next_found: Callable[[], list[Any]]) -> ExerciseResult:
    checks = tuple(_check(each, next_found()) for each in outlined["checks"])
    return ExerciseResult(outlined["name"], outlined["module"], outlined["number"], checks)


def _check(outlined: Mapping[str, Any], found: list[Any]) -> CheckResult:
    values = {**outlined, **EMPTY, **dict(zip(FOUND, found, strict=False))}
    values |= {
        "visibility": Visibility(outlined["visibility"]),
        "answers": tuple(values["answers"]),
        "numbers": tuple((key, number) for key, number in values["numbers"]),
    }
    return CheckResult(**values)


def _plain_drawing(drawing: Drawing) -> dict[str, Any]:
    plain = asdict(drawing)
    for part in (*plain["nodes"], *plain["edges"]):
        part["numbers"] = list(part["numbers"].items())  # their order is that in which they are shown
    return plain


def _drawing(plain: Mapping[str, Any]) -> Drawing:
    def entries(part: Mapping[str, Any]) -> dict[str, Entry]:
        return {label: Entry(**{**each, "index": tuple(each["index"])}) for label, each in part["numbers"]}

    return Drawing(
        plain["title"],
        tuple(Node(each["name"], tuple(each["at"]), each["text"], entries(each)) for each in plain["nodes"]),
        tuple(Edge(each["start"], each["end"], each["text"], entries(each)) for each in plain["edges"]),
    )


def _plain(check: CheckResult, name: str) -> Any:
    return getattr(check, name)


def _text(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


assert {*OUTLINED, *FOUND} == {each.name for each in fields(CheckResult)}, "a field of a check would be lost"
