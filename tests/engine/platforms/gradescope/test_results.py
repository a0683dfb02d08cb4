"""The results that Gradescope shows: valid, bounded, and what a student needs."""

from dataclasses import replace

import pytest

from autograder.authoring.visibility import Visibility
from autograder.platforms.gradescope.metadata import Metadata
from autograder.platforms.gradescope.results import results_of, write_results
from autograder.render.markdown import summary
from autograder.results.report import Protection
from tests.engine.platforms.gradescope.machine import FORMAT, SETTINGS, graded_here, read, score
from tests.support.project import SAMPLES, SEED

NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
pytestmark = [graded_here, pytest.mark.xdist_group("samples")]


def test_gradescopes_words_for_visibility_are_ours():
    assert FORMAT["$defs"]["visibility"]["enum"] == [*Visibility, None]


@pytest.mark.slow
def test_every_sample_gives_valid_results(report_on, tmp_path):
    assert len(NAMES) > 4
    for report in map(report_on, NAMES):
        path = tmp_path / "results.json"
        write_results(results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True), path)
        results = read(path)
        checks = list(report.checks)
        assert score(results) == report.score
        assert [test["status"] == "passed" for test in results["tests"]] == [check.passed for check in checks]
        assert results["extra_data"]["report"]["score"] == report.score
        assert "seed" not in path.read_text()
        assert str(SEED) not in path.read_text()


def test_a_test_says_what_a_student_needs(report_on):
    results = results_of(report_on("typical"), Metadata(), SETTINGS, seconds=1.5, in_time=True)
    named = {test["name"]: test for test in results["tests"]}
    wrong = named["linear_backward: Two data points, three inputs, two neurons, by hand"]
    assert wrong["number"] == "3.2"
    assert wrong["tags"] == ["layers"]
    assert (wrong["score"], wrong["max_score"], wrong["status"]) == (0, 1, "failed")
    assert wrong["visibility"] == "visible"
    assert "    dW and db are wrong; dX is right." in wrong["output"]
    assert "      your dW            expected" in wrong["output"]
    followed = next(test for test in results["tests"] if "given a correct" in test["output"])
    assert followed["status"] == "passed"
    assert followed["output"].startswith("Right, given a correct linear\\_neuron\\_gradient: ")
    hidden = [test for test in results["tests"] if test["visibility"] == "after_due_date"]
    assert len(hidden) > 50
    closed = [test for test in hidden if test["status"] == "failed" and "Not attempted yet" not in test["output"]]
    assert closed
    assert all("A hidden check tells" in test["output"] or "The same as in" in test["output"] for test in closed)
    same = [
        test for test in results["tests"] if test["name"].startswith("linear_backward") and test["status"] == "failed"
    ]
    told = [test for test in same if "dX is right" in test["output"]]
    assert [test["visibility"] for test in told] == ["visible"]
    assert "**Hint:**" in told[0]["output"]


def test_nothing_that_shows_at_once_depends_on_a_hidden_verdict(report_on):
    def at_once(report):
        results = results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True)
        shown = [test for test in results.pop("tests") if test["visibility"] == "visible"]
        del results["extra_data"]  # Gradescope shows it to nobody but the next run
        return {**results, "tests": shown}

    def turned(check):
        if check.visibility == "visible":
            return check
        return replace(check, status="failed" if check.passed else "passed", score=1 - check.score, message="a secret")

    report = report_on("typical")
    other = replace(
        report,
        exercises=tuple(replace(each, checks=tuple(map(turned, each.checks))) for each in report.exercises),
    )
    assert other.score != report.score
    assert at_once(other) == at_once(report)
    assert at_once(report)["leaderboard"][0]["value"] < report.score


def test_the_summary_counts_public_points(report_on, assignment):
    checks = list(assignment.checks)
    public = sum(check.points for check in checks if check.visibility == "visible")
    said = summary(report_on("perfect"))
    assert said.startswith(f"**{public:g} of {public:g} points for public checks.**")
    assert f"Hidden checks are worth {100 - public:g} more" in said
    open_to_all = replace(report_on("perfect"), isolation=(Protection("network", "unavailable"),))
    assert "protected" not in summary(open_to_all)  # staff see that, in the report and the terminal
    assert "forward.py:5: RuntimeWarning" in summary(report_on("typical"))
    assert "layers.py is not valid Python" in summary(report_on("syntax_error"))


@pytest.mark.slow
def test_too_much_text_is_cut_and_the_points_stay(report_on, tmp_path):
    report = report_on("perfect")
    endless = [replace(check, message="é" * 10**5, hint="`<b>" * 10**4) for check in report.exercises[0].checks]
    exercises = [replace(exercise, checks=tuple(endless)) for exercise in report.exercises]
    report = replace(report, exercises=tuple(exercises), messages=("m" * 10**5,) * 50, printed="p" * 10**5)
    path = tmp_path / "results.json"
    write_results(results_of(report, Metadata(), SETTINGS, seconds=1.5, in_time=True), path)
    results = read(path)
    assert score(results) == report.score
    assert results["output"].startswith("**")
