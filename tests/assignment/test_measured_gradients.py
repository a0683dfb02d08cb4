"""A gradient is derived, not measured: measured ones get no points, and have a name, in grading and at home."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.audit.submissions import accepted_alternatives
from autograder.grading import at_size
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.judging.coerce import leaves
from autograder.judging.expected import instantiate
from autograder.student.local_checks import DEADLINES as AT_HOME
from autograder.submissions.submission import Submission, python_files
from tests.support import submissions as handed_in
from tests.support.project import ROOT, SEED

SLOPES = (ROOT / "tests/assignment/measuring/slopes.py").read_bytes()
MEASURED = {
    "linear_neuron_gradient": ("neuron", "linear_neuron"),
    "relu_neuron_gradient": ("neuron", "relu_neuron"),
    "linear_backward": ("layers", "linear"),
    "relu_backward": ("layers", "relu"),
    "squared_loss_backward": ("layers", "squared_loss"),
    "two_layer_backward": ("two_layer", "two_layer"),
    "deep_backward": ("deep", "deep"),
    "relu_network_gradients": ("dead_relu", "relu_network"),
    "residual_backward": ("residual", "residual"),
    "residual_network_gradients": ("residual", "residual_network"),
}


def measured():
    sources = {name: source.decode() for name, source in handed_in.references(ROOT).items()}
    for place, (exercise, (module, function)) in enumerate(MEASURED.items()):
        way = ("central", "complex_step")[place % 2]
        sources[module] += (
            f"\nimport functools, slopes\n{exercise} = functools.partial(slopes.{function}, slopes.{way})\n"
        )
    files = {name: source.encode() for name, source in sources.items()} | {"slopes": SLOPES}
    return Submission("measured", python_files(files))


@pytest.mark.slow
@pytest.mark.parametrize("at_home", [False, True])
def test_a_gradient_that_was_measured_gets_no_points_and_has_a_name(assignment, zygote, at_home):
    asked, timeouts = (assignment.public_view(), AT_HOME) if at_home else (assignment, Timeouts())
    report = Grader(asked, zygote, seed=SEED, deadlines=replace(timeouts, call=2.5)).grade(measured())
    for exercise in report.exercises:
        if exercise.name in MEASURED:
            assert exercise.score == 0, exercise.name
            assert {check.misconception for check in exercise.checks} == {"measured-gradient"}, exercise.name
        else:
            assert exercise.score == exercise.max_score, exercise.name


def test_all_gradients_are_asked_for_at_size(assignment):
    checks = [check for check in assignment.checks if check.varies]
    assert {check.exercise for check in checks} == set(MEASURED) == set(assignment.gradients)
    for check in checks:
        (small,) = instantiate(check, SEED, assignment.references).cases
        large = small.other_sizes.many()
        numbers = sum(np.size(part) for _, part in leaves(list(large.results.values())))
        assert numbers > 150_000, check.exercise
        assert all(np.isfinite(part).all() for _, part in leaves(list(large.results.values())))


LOOPS = (ROOT / "tests/assignment/measuring/loops.py").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("exercise", MEASURED)
def test_the_slowest_loops_that_follow_the_chain_rule_keep_their_points(grader_of, exercise):
    """By a few per cent of the time that they have."""
    module, _ = MEASURED[exercise]
    report = grader_of(exercise).grade(handed_in.with_function(module, exercise, f"loops_{exercise}", LOOPS))
    graded = next(each for each in report.exercises if each.name == exercise)
    assert graded.score == graded.max_score


@pytest.mark.slow
def test_every_right_form_answers_the_large_case_whether_slow_or_not(assignment, zygote, monkeypatch):
    monkeypatch.setattr(at_size, "SLOW", 0.0)
    for name in MEASURED:
        alone = assignment.filter_checks(lambda check, name=name: check.exercise == name and check.varies)
        grader = Grader(alone, zygote, seed=SEED)
        for exercise, form, submission in accepted_alternatives(assignment):
            if exercise == name:
                report = grader.grade(submission)
                assert [check.status for each in report.exercises for check in each.checks] == ["passed"], form
