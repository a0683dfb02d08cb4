"""A gradient is derived, not measured: measured ones lose points by their values, and have a name."""

import functools

import pytest

from autograder.submissions.submission import Submission, python_files
from tests.support import submissions as handed_in
from tests.support.project import ROOT

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


@functools.cache
def measured(way):
    sources = {name: source.decode() for name, source in handed_in.references(ROOT).items()}
    for exercise, (module, function) in MEASURED.items():
        sources[module] += (
            f"\nimport functools, slopes\n{exercise} = functools.partial(slopes.{function}, slopes.{way})\n"
        )
    files = {name: source.encode() for name, source in sources.items()} | {"slopes": SLOPES}
    return Submission(way, python_files(files))


@pytest.mark.slow
@pytest.mark.parametrize(("way", "most"), [("central", 76), ("complex_step", 86)])
def test_a_gradient_that_was_measured_loses_points_and_has_a_name(grader, way, most):
    report = grader.grade(measured(way))
    assert report.score < most
    for exercise in report.exercises:
        lost = [check for check in exercise.checks if not check.passed]
        named = {check.misconception for check in lost if check.name.endswith("_derived")}
        assert named == ({"measured-gradient"} if exercise.name in MEASURED else set())
