"""A machine laid out as Gradescope's, and what is graded on it."""

import json
import os
import time
from pathlib import Path

import jsonschema
import pytest

from autograder.platforms.gradescope.entry_point import grade_submission
from autograder.platforms.gradescope.results import MOST_BYTES
from autograder.platforms.settings import GradingSettings
from autograder.sandbox.guest.isolation import landlock
from tests.support.project import ROOT, SEED

graded_here = pytest.mark.skipif(
    os.geteuid() != 0 and not landlock.version(),
    reason="no grade is given here: nothing keeps the answers from being read",
)


FORMAT = json.loads((ROOT / "autograder" / "platforms" / "gradescope" / "results.schema.json").read_text())


GRADESCOPES = jsonschema.Draft202012Validator(FORMAT)


OURS = jsonschema.Draft202012Validator({"$ref": "#/$defs/ours", "$defs": FORMAT["$defs"]})


SETTINGS = GradingSettings(seed=SEED, minutes=10, cool_down=0, leaderboard=True, grader="1.0+0123456789ab")


MEANS = "def mean(X): return X.sum(axis=0) / len(X)\ndef centred(X): return X - mean(X)\n"


SPREAD = "from means import mean, centred\ndef variance(X): return mean(centred(X) ** 2)\n"


METADATA = {
    "id": 123456,
    "created_at": "2026-03-09T14:05:00.123456-04:00",
    "submission_method": "upload",
    "assignment": {"due_date": "2026-03-20T23:59:00.000000-04:00", "group_submission": True, "total_points": "15.0"},
    "users": [
        {"email": "ada@example.edu", "id": 1, "name": "Ada Lovelace"},
        {"email": "alan@example.edu", "id": 2, "name": "Alan Turing"},
    ],
    "previous_submissions": [],
}


def read(path: Path) -> dict:
    """``results.json``, as strictly as JSON itself, and of our own form."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    results = json.loads(path.read_bytes(), parse_constant=refuse)
    GRADESCOPES.validate(results)
    OURS.validate(results)
    assert path.stat().st_size <= MOST_BYTES
    return results


def set_settings(root: Path, **changes: object) -> None:
    chosen = {"seed": SEED, "minutes": 10, "cool_down": 0, "leaderboard": False, "grader": "1.0+0123456789ab"}
    (root / "source" / "settings.json").write_text(json.dumps({**chosen, **changes}))


def graded(root: Path) -> dict:
    grade_submission(root, time.monotonic())
    return read(root / "results" / "results.json")


def score(results: dict) -> float:
    return sum(test["score"] for test in results["tests"])
