"""What only staff may read stands in no view that students see."""

import io
import json
from dataclasses import fields, replace

import pytest
from rich.console import Console

from autograder.platforms.gradescope.metadata import Metadata
from autograder.platforms.gradescope.results import results_of
from autograder.platforms.otter import feedback as otter
from autograder.platforms.settings import GradingSettings
from autograder.render import markdown
from autograder.render.progress import show_progress
from autograder.render.terminal import row_of, show_class, show_report
from autograder.results.as_json import as_json
from autograder.results.provenance import Engine
from autograder.results.report import STAFF, CheckResult, Report
from autograder.student.notebook import live_check

MARK = "57aff"  # stands in every field for staff, and nowhere else
NUMBER = int(MARK, 16)
FILLED = {
    "fingerprint": MARK,
    "answers": (f"{MARK}0", f"{MARK}1"),
    "engine": Engine(f"1.0+{MARK}", MARK),
    "seed": NUMBER,
    "limits": {f"{MARK}_bytes": float(NUMBER)},
}


def staff_fields(kind: type) -> set[str]:
    return {each.name for each in fields(kind) if each.metadata == STAFF}


def filled(kind: type) -> dict:
    return {name: FILLED[name] for name in staff_fields(kind)}


@pytest.fixture(scope="module", params=["wrong", "right"])
def report(request, grade_tiny) -> Report:
    axis = {"wrong": 1, "right": 0}[request.param]
    plain = grade_tiny(means=f"def mean(X): return X.sum(axis={axis}) / len(X)")
    exercises = tuple(
        replace(exercise, checks=tuple(replace(check, **filled(CheckResult)) for check in exercise.checks))
        for exercise in plain.exercises
    )
    return replace(plain, exercises=exercises, **filled(Report))


def in_terminal(show, *arguments, **named) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=200), *arguments, **named)
    return stream.getvalue()


def of_each_check(view):
    return lambda report: [view(exercise, check) for exercise in report.exercises for check in exercise.checks]


SETTINGS = GradingSettings(seed=0, minutes=10, cool_down=0, leaderboard=True, grader="1.0")
VIEWS = {
    "the student's JSON": lambda report: json.dumps(as_json(report)),
    "autograder check": lambda report: in_terminal(show_progress, report, everything=True),
    "the terminal": lambda report: in_terminal(show_report, report),
    "a class in the terminal": lambda report: in_terminal(show_class, [row_of(report)], report),
    "Markdown": of_each_check(markdown.feedback),
    "a summary in Markdown": markdown.summary,
    "Gradescope": lambda report: json.dumps(results_of(report, Metadata(), SETTINGS, seconds=1.0, in_time=True)),
    "Otter": of_each_check(otter.plain_feedback),
    "the notebook": lambda report: [vars(live_check.cell_feedback(exercise)) for exercise in report.exercises],
}


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_of_students_shows_what_is_for_staff(report, view):
    shown = str(VIEWS[view](report))
    assert shown
    assert MARK not in shown
    assert str(NUMBER) not in shown


def test_staff_read_all_of_it(report):
    whole = as_json(report, staff=True)
    assert (whole["engine"], whole["seed"], whole["limits"]) == (
        {"version": f"1.0+{MARK}", "digest": MARK},
        NUMBER,
        {f"{MARK}_bytes": float(NUMBER)},
    )
    for exercise in whole["exercises"]:
        assert {check["fingerprint"] for check in exercise["checks"]} == {MARK}
        assert {tuple(check["answers"]) for check in exercise["checks"]} == {(f"{MARK}0", f"{MARK}1")}


def test_students_read_the_same_apart_from_that(report):
    whole, shown = as_json(report, staff=True), as_json(report)
    assert set(whole) - set(shown) == staff_fields(Report) == {"engine", "seed", "limits"}
    for all_of_it, part in zip(whole["exercises"], shown["exercises"], strict=True):
        for check, seen in zip(all_of_it["checks"], part["checks"], strict=True):
            assert set(check) - set(seen) == staff_fields(CheckResult) == {"fingerprint", "answers"}
            assert {name: check[name] for name in seen} == seen


def test_both_are_of_json_own_types(report):
    for staff in (True, False):
        assert json.loads(json.dumps(as_json(report, staff=staff))) == as_json(report, staff=staff)
