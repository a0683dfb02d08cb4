"""``hunts.json``: the hunts as they are handed out to students, who do not have the misconceptions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.assignment.fingerprint import public_version
from autograder.assignment.model import Assignment, Exercise
from autograder.student.hunt.choose import choose_hunt
from autograder.student.hunt.hunt import Hunt

FILE = "hunts.json"  # in exercises/
FORMAT = 1


def hunts(assignment: Assignment) -> bytes:
    """The file for an assignment: the same for the same assignment, byte for byte."""
    found = {each.name: hunt for each in assignment.exercises if (hunt := choose_hunt(assignment, each))}
    content = {
        "format": FORMAT,
        "checks": public_version(assignment.folder),
        "exercises": {name: _to_json(hunt) for name, hunt in found.items()},
    }
    return (json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def hunt_of(assignment: Assignment, exercise: Exercise) -> Hunt | None:
    """The hunt of an exercise; None if there is none, or if the file is damaged or belongs to other public checks."""
    if assignment.misconceptions:
        return choose_hunt(assignment, exercise)
    try:
        content = json.loads((assignment.folder / "exercises" / FILE).read_text(encoding="utf-8"))
        known = content["format"] == FORMAT and content["checks"] == public_version(assignment.folder)
        return _from_json(content["exercises"][exercise.name]) if known else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _to_json(hunt: Hunt) -> dict[str, Any]:
    return {
        "call": hunt.call,
        "answers": [{name: array.tolist() for name, array in answer.items()} for answer in hunt.answers],
        "right": hunt.right,
        "hints": hunt.hints,
        "about": hunt.about,
    }


def _from_json(kept: Mapping[str, Any]) -> Hunt:
    return Hunt(
        kept["call"],
        tuple({name: np.array(array, dtype=float) for name, array in each.items()} for each in kept["answers"]),
        kept["right"],
        tuple(kept["hints"]),
        dict(kept["about"]),
    )
