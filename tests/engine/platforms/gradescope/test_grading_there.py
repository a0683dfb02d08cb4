"""Grading on Gradescope's machine: submissions that follow each other, faults, and time that is used up."""

import json
from dataclasses import replace

import pytest

from autograder.platforms.gradescope.metadata import Metadata, Previous, time_of
from autograder.platforms.gradescope.previous import FAILED, UNFINISHED, cooling_down
from tests.engine.platforms.gradescope.machine import (
    MEANS,
    METADATA,
    SPREAD,
    graded,
    graded_here,
    read,
    score,
    set_settings,
)

pytestmark = graded_here


def earlier(*, minute: int, number: int = 1, error: bool = False, **extra: object) -> Previous:
    time = time_of(f"2026-03-09T14:{minute:02}:00-04:00")
    graded = {"created_at": f"2026-03-09T14:{minute:02}:00-04:00", "id": str(number), **extra}
    return Previous(time, 5.0, error, {"output": "old", "extra_data": graded})


NOW = time_of("2026-03-09T18:30:00Z")  # 14:30 where the course is


@pytest.mark.parametrize(
    ("previous", "until"),
    [
        ([], None),
        ([earlier(minute=20)], "14:35"),
        ([earlier(minute=14)], None),
        ([earlier(minute=15)], None),
        ([earlier(minute=16)], "14:31"),
        ([earlier(minute=5), earlier(minute=20)], "14:35"),
        ([earlier(minute=20), earlier(minute=5)], None),
        # A submission that was not graded handed these results back: what counts is when they were made.
        ([earlier(minute=25, created_at="2026-03-09T14:10:00-04:00")], None),
        ([earlier(minute=25, created_at="2026-03-09T14:20:00-04:00")], "14:35"),
        ([earlier(minute=5), earlier(minute=20, error=True)], None),
        ([earlier(minute=18), earlier(minute=20, error=True)], "14:33"),
        ([replace(earlier(minute=20), results={})], None),
        ([replace(earlier(minute=20), results={"extra_data": 3})], None),
        ([earlier(minute=20, created_at=None)], None),
        ([earlier(minute=20, number=9)], None),  # the same submission, graded once more
        ([earlier(minute=45)], None),  # an older one, graded once more after a newer one
        ([replace(earlier(minute=20), time=None)], "14:35"),
    ],
)
def test_a_cool_down_counts_from_the_last_submission_that_was_graded(previous, until):
    found = cooling_down(Metadata("9", NOW, (), tuple(previous)), 15)
    assert (found and f"{found:%H:%M}") == until
    assert cooling_down(Metadata("9", NOW, (), tuple(previous)), 0) is None
    assert cooling_down(Metadata("9", None, (), tuple(previous)), 15) is None


def again(results: dict, *, created: str, points: float, **changes: object) -> dict:
    """The metadata of a later submission, as Gradescope makes them of an earlier one's results."""
    one = {"submission_time": METADATA["created_at"], "score": points, "autograder_error": False, "results": results}
    return {**METADATA, "id": 2, "created_at": created, "previous_submissions": [{**one, **changes}]}


def test_too_soon_after_the_last_one_its_results_come_back(machine):
    root = machine(means=MEANS.replace("axis=0", "axis=1"), spread=SPREAD)
    first = graded(root)
    assert 0 < score(first) < 15
    set_settings(root, cool_down=30)
    (root / "submission" / "means.py").write_text(MEANS)
    results = first
    for minute in (10, 20):  # twice in a row: the notices do not pile up, and the clock runs from the first
        metadata = again(results, created=f"2026-03-09T14:{minute}:00-04:00", points=score(first))
        (root / "submission_metadata.json").write_text(json.dumps(metadata))
        results = graded(root)
        assert results["tests"] == first["tests"]
        notice, _, rest = results["output"].partition("they follow here.\n\n")
        assert "Submit again at 14:35 on 9 March, or later." in notice
        assert rest == first["output"]
    metadata = again(results, created="2026-03-09T14:36:00-04:00", points=score(first))
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    assert score(graded(root)) == 15


@pytest.mark.slow
def test_a_fault_of_the_grader_costs_no_points_and_tells_no_secret(machine, caplog):
    root = machine(means=MEANS)
    first = graded(root)
    (root / "source" / "solutions").unlink()
    (root / "source" / "solutions").mkdir()
    (root / "source" / "solutions" / "means.py").write_text("a syntax error with a secret")
    failed = graded(root)
    assert failed["output"] == FAILED
    assert failed["score"] == 0
    assert "secret" not in (root / "results" / "results.json").read_text()
    assert "AssignmentError" in caplog.text
    metadata = again(first, created="2026-03-10T14:05:00-04:00", points=score(first))
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    failed = graded(root)
    assert failed["tests"] == first["tests"]
    assert failed["output"].startswith(f"{FAILED} The results of your last submission that was graded stand;")
    assert failed["output"].endswith(first["output"])
    # Where Gradescope tells no more than the score, it is kept, and shows no sooner than it would have.
    metadata = again(None, created="2026-03-10T14:05:00-04:00", points=11)
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    (kept,) = graded(root)["tests"]
    assert (kept["score"], kept["visibility"]) == (11, "after_due_date")


def test_results_on_the_way_are_those_of_a_grading_that_did_not_finish(machine, monkeypatch):
    root = machine(means=MEANS)
    seen = []
    monkeypatch.setattr(
        "autograder.platforms.gradescope.entry_point.read_settings",
        lambda path: seen.append(read(root / "results" / "results.json")),
    )
    assert graded(root)["output"] == FAILED
    assert [results["output"] for results in seen] == [UNFINISHED]


def test_nothing_to_grade_is_said_and_is_no_fault_of_the_grader(machine):
    root = machine(metadata=None)
    (root / "submission" / "report.pdf").write_bytes(b"%PDF")
    results = graded(root)
    assert results["output"].startswith("**There was nothing to grade.**")
    assert score(results) == 0
    assert len(results["tests"]) == 6


def test_time_that_is_used_up_ends_the_grading_and_keeps_the_points(machine):
    hang = "import time\ntime.sleep({})\ndef variance(X): return ((X - X.mean(axis=0)) ** 2).mean(axis=0)\n"
    root = machine(means=MEANS.replace("return X -", "time.sleep(9)\n    return X -"), spread=hang.format(0))
    text = (root / "submission" / "means.py").read_text().replace("def centred(X): ", "def centred(X):\n    ")
    (root / "submission" / "means.py").write_text(f"import time\n{text}")
    set_settings(root, minutes=1 + 6.5 / 60)  # a second and a half of grading, beside the reserve
    results = graded(root)
    assert results["output"].startswith("**Time was up before all checks had been asked.**")
    by_name = {test["name"]: test for test in results["tests"]}
    assert by_name["mean: Two rows, by hand"]["score"] == 2
    late = [test for test in results["tests"] if "its time was used up" in test["output"]]
    assert late
    assert all(test["score"] == 0 for test in late)
