"""Every point is right: no right answer loses one, no wrong one keeps it, and one mistake costs only its exercise."""

import inspect

import pytest

from autograder.assignment.loading import load_folder
from autograder.audit.submissions import references
from autograder.grading.grader import Grader
from autograder.judging.expected import instantiate
from autograder.sandbox.guest.instrumentation.multiplications import multiplications
from autograder.sandbox.guest.wire import pack, unpack
from autograder.submissions.submission import Submission, python_files
from tests.support import submissions as handed_in
from tests.support.project import ROOT


def lost(report) -> dict[str, float]:
    return {each.name: each.max_score - each.score for each in report.exercises if each.score < each.max_score}


def test_points_sum_to_100(assignment):
    assert assignment.points == 100


def test_backward_passes_weigh_most(assignment):
    points = {exercise.name: exercise.points for exercise in assignment.exercises}
    backward = {name for name in points if name in assignment.gradients}
    assert min(points.values()) >= 1
    assert points["train"] <= 5
    assert sum(points[name] for name in backward) > 50
    assert max(points, key=points.get) in backward


CONSTANT = """
import numpy as np

def {name}({parameters}):
    {answer}
"""
INVENTED = "return [W + 0.1 for W in Ws], [b + 0.1 for b in bs], 1.0 / np.arange(1, epochs + 1)"


@pytest.mark.parametrize(
    ("module", "name", "parameters", "answer"),
    [
        ("training", "train", "X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None", INVENTED),
        ("training", "train", "X, Y, Ws, bs, learning_rate, epochs, batch_size, rng, max_norm=None",
         "return [np.array(W) for W in Ws], [np.array(b) for b in bs], rng.random(epochs)"),
        ("stability", "xavier_init", "n_in, n_out, rng", "return rng.uniform(-1, 1, (n_in, n_out))"),
        ("stability", "he_init", "n_in, n_out, rng",
         "return rng.uniform(-np.sqrt(6 / n_in), np.sqrt(6 / n_in), (n_in, n_out))"),
        ("stability", "initialize_network", "sizes, rng",
         "return [rng.random(shape) for shape in zip(sizes, sizes[1:])], [np.zeros(n) for n in sizes[1:]]"),
        ("stability", "activation_spreads", "X, Ws", "return np.ones(len(Ws))"),
        ("training", "train_step", "X, Y, Ws, bs, learning_rate, max_norm=None", "return list(Ws), list(bs)"),
        ("neuron", "sgd_linear_regression", "w, X, Y, learning_rate, steps, rng",
         "return w + rng.normal(size=len(w))"),
    ],
)  # fmt: skip
def test_shapes_and_untouched_arguments_alone_earn_nothing(grader_of, module, name, parameters, answer):
    source = CONSTANT.format(name=name, parameters=parameters, answer=answer)
    report = grader_of(name).grade(handed_in.with_function(module, name, name, source))
    assert next(each.score for each in report.exercises if each.name == name) == 0


@pytest.mark.parametrize("seed", range(2))  # the audit takes many
def test_the_references_get_all_points(assignment, zygote, seed):
    report = Grader(assignment, zygote, seed=seed).grade(Submission("reference", python_files(references(ROOT))))
    assert lost(report) == {}


def test_the_stubs_get_none(grader):
    stubs = {path.stem: path.read_bytes() for path in (ROOT / "exercises").glob("*.py")}
    report = grader.grade(Submission("stubs", python_files(stubs)))
    assert report.score == 0
    assert {check.status for exercise in report.exercises for check in exercise.checks} == {"missing"}


FOLDER = ROOT / "tests" / "assignment" / "recomputing"
REUSE = 0.75  # points
RECOMPUTING = [
    name
    for name, function in inspect.getmembers(load_folder(FOLDER)["deep"], inspect.isfunction)
    if [*inspect.signature(function).parameters] == ["X", "Y", "Ws", "Zs", "As"]
]


def recomputing(way: str) -> Submission:
    return handed_in.with_function("deep", "deep_backward", way, (FOLDER / "deep.py").read_text())


def with_wrong_biases(submission: Submission) -> Submission:
    """An earlier function is wrong, so that the grader answers in its place."""
    halved = submission.sources["layers"].cells[0] + b"\nright = linear_backward\n"
    halved += b"def linear_backward(dZ, X, W):\n    dX, dW, db = right(dZ, X, W)\n    return dX, dW, db / 2\n"
    return Submission("wrong below", {**submission.sources, **python_files({"layers": halved})})


@pytest.mark.slow
@pytest.mark.parametrize("way", RECOMPUTING)
def test_recomputing_costs_its_points_and_no_others(grader, way):
    report = grader.grade(recomputing(way))
    assert lost(report) == {"deep_backward": REUSE}
    assert [check.message for each in report.exercises for check in each.checks if check.message] == [
        "The answers are right, but the work grows with the square of the number of layers. "
        "You already have dJ/dZ one layer up."
    ]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["whole_pass_for_each_layer", "functions_of_before_at_the_end"])
def test_recomputing_costs_its_points_with_and_without_follow_through(grader, way):
    report = grader.grade(with_wrong_biases(recomputing(way)))
    assert lost(report).keys() == {"linear_backward", "deep_backward"}
    assert lost(report)["deep_backward"] == REUSE


@pytest.mark.slow
def test_reuse_costs_nothing_with_and_without_follow_through(grader):
    odd = (ROOT / "solutions/accepted/deep.py").read_text()
    right = handed_in.with_function("deep", "deep_backward", "deep_backward__functions_of_before", odd)
    assert lost(grader.grade(right)) == {}
    assert lost(grader.grade(with_wrong_biases(right))).keys() == {"linear_backward"}


@pytest.mark.parametrize("way", ["only_units_that_are_on", "columns_that_are_on"])
def test_work_that_depends_on_the_inputs_is_not_dear_by_chance(assignment, way):
    """Whatever the seed, the layers are alike for a function that leaves out the units that are off."""
    right = getattr(load_folder(ROOT / "solutions" / "accepted")["deep"], f"deep_backward__{way}")
    checks = list(assignment.checks)
    (check,) = (check for check in checks if check.name == "backward_reuses_what_it_has")
    for seed in range(20):
        questions = instantiate(check, seed, assignment.references).cases
        small, middle, large = (multiplications(right, unpack(pack(each.arguments))) for each in questions)
        assert large - middle == 2 * (middle - small)


def test_every_hidden_check_draws_what_it_asks(assignment):
    """What is the same in every run can be learned from one. Zeros alone are no secret."""
    fixed = []
    for check in assignment.checks:
        if not check.is_public:
            one, other = (instantiate(check, seed, assignment.references).cases for seed in (1, 2))
            same = [pack(a.arguments) == pack(b.arguments) for a, b in zip(one, other, strict=True)]
            if sum(same) > 1 or all(same):
                fixed.append((check.exercise, check.name, sum(same), len(same)))
    assert fixed == []
