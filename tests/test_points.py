"""Every point is right: no right answer loses one, no wrong one keeps it, and one mistake costs only its exercise."""

import handed_in
import pytest
from conftest import ROOT, SEED

from autograder.assignment import load_assignment
from autograder.grading.grader import Grader
from autograder.submission.submission import Submission, python_files

MISCONCEPTIONS = [(each, form) for each in load_assignment(ROOT).misconceptions for form in each.forms]


def lost(report) -> dict[str, float]:
    return {each.name: each.max_score - each.score for each in report.exercises if each.score < each.max_score}


def test_points_sum_to_100(assignment):
    assert assignment.points == 100


@pytest.mark.parametrize("seed", range(20))
def test_the_references_get_all_points(assignment, zygote, seed):
    report = Grader(assignment, zygote, seed=seed).grade(Submission("reference", python_files(handed_in.references())))
    assert lost(report) == {}


def test_the_stubs_get_none(grader):
    stubs = {path.stem: path.read_bytes() for path in (ROOT / "exercises").glob("*.py")}
    report = grader.grade(Submission("stubs", python_files(stubs)))
    assert report.score == 0
    assert {check.status for exercise in report.exercises for check in exercise.checks} == {"missing"}


@pytest.mark.parametrize(("module", "exercise", "function"), list(handed_in.variants()))
def test_right_answers_that_look_odd_get_all_points(grader, module, exercise, function):
    assert lost(grader.grade(handed_in.with_variant(module, exercise, function))) == {}


@pytest.mark.parametrize(
    ("wrong", "form"), MISCONCEPTIONS, ids=[f"{each.exercise}-{each.name}" for each, _ in MISCONCEPTIONS]
)
def test_a_mistake_is_named_and_loses_points_in_its_own_exercise_alone(assignment, grader, wrong, form):
    report = grader.grade(handed_in.with_misconception(assignment, wrong, form))
    assert set(lost(report)) == {wrong.exercise}
    exercise = next(each for each in report.exercises if each.name == wrong.exercise)
    hidden = [check for check in exercise.checks if not check.is_public and not check.passed]
    assert {check.misconception for check in hidden} <= {wrong.name}
    assert {check.misconception for check in exercise.checks} <= {wrong.name, None}


QUADRATIC = """
import layers
import numpy as np

def deep_backward(X, Y, Ws, Zs, As):
    dWs, dbs = [], []
    for layer in range(len(Ws)):
        dZ = 2 * (As[-1] - Y) / len(Y)
        for above in range(len(Ws) - 1, layer, -1):
            dZ = dZ @ Ws[above].T * (Zs[above - 1] > 0)
        _, dW, db = layers.linear_backward(dZ, As[layer - 1] if layer else X, Ws[layer])
        dWs.append(dW)
        dbs.append(db)
    return dWs, dbs
"""


def test_recomputing_costs_its_points_with_and_without_follow_through(grader):
    plain = handed_in.with_function("deep", "deep_backward", "deep_backward", QUADRATIC)
    assert lost(grader.grade(plain)) == {"deep_backward": 2}
    halved = plain.sources["layers"].cells[0] + b"\nright = linear_backward\n"
    halved += b"def linear_backward(dZ, X, W):\n    dX, dW, db = right(dZ, X, W)\n    return dX, dW, db / 2\n"
    wrong = Submission("wrong below", {**plain.sources, **python_files({"layers": halved})})
    assert lost(grader.grade(wrong)).keys() == {"linear_backward", "deep_backward"}
    assert lost(grader.grade(wrong))["deep_backward"] == 2


def test_the_seed_is_not_a_right_one_by_chance(assignment, zygote):
    """Another seed, the same verdict, for one mistake of each exercise."""
    other = Grader(assignment, zygote, seed=SEED + 1)
    for wrong, form in {each.exercise: (each, form) for each, form in MISCONCEPTIONS}.values():
        assert set(lost(other.grade(handed_in.with_misconception(assignment, wrong, form)))) == {wrong.exercise}
