"""Where the project lies, and what all graders of the tests share."""

from __future__ import annotations

from pathlib import Path

from autograder.grading.time_budget import Timeouts

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "submissions"
MATERIAL = ROOT / "tests" / "engine"  # small assignments, `tiny` and `logistic`
SEED = 20260309
# Short enough that a test of a hang does not take long; an honest call takes milliseconds.
DEADLINES = Timeouts(call=2.0, module=3.0, submission=60.0)
