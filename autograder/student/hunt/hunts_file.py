"""``hunts.json``: the hunts as they are handed out to students, who do not have the misconceptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.assignment.model import Assignment, Exercise
from autograder.assignment.recorded_file import read_recorded, recorded_file
from autograder.student.hunt.choose import choose_hunt
from autograder.student.hunt.hunt import Hunt

FILE = "hunts.json"  # in exercises/


def hunts(assignment: Assignment) -> bytes:
    """The file for an assignment: the same for the same assignment, byte for byte."""
    found = {each.name: hunt for each in assignment.exercises if (hunt := choose_hunt(assignment, each))}
    return recorded_file(assignment.folder, exercises={name: _to_json(hunt) for name, hunt in found.items()})


def hunt_of(assignment: Assignment, exercise: Exercise) -> Hunt | None:
    """The hunt of an exercise; None if there is none, or if the file is damaged or belongs to other public checks."""
    if assignment.misconceptions:
        return choose_hunt(assignment, exercise)
    try:
        return _from_json(read_recorded(assignment.folder, FILE)["exercises"][exercise.name])
    except (ValueError, LookupError, TypeError, AttributeError):
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
