"""Which mistake it is: one name, where the evidence leaves no other, and none else."""

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.assignment.loading import load_assignment
from autograder.authoring import Answer, Case, check, misconception
from autograder.authoring.distribution import normal
from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.evidence import Evidence
from autograder.diagnosis.known_mistakes import recorded
from autograder.diagnosis.live_candidates import LiveCandidates
from autograder.diagnosis.recorded_candidates import candidates_in
from autograder.grading.grader import Grader
from autograder.judging.check_run import judge_case, judge_check
from autograder.judging.expected import ExpectedCase, instantiate, instantiate_all
from autograder.judging.recorded_cases import NOT_HERE
from autograder.judging.trusted_call import call_trusted
from autograder.sandbox.guest.wire import Opaque
from autograder.submissions.submission import Source, Submission, python_files
from tests.engine.sandbox.test_wire import values
from tests.support.project import DEADLINES, MATERIAL, ROOT, SEED

WHOLE = load_assignment(ROOT)
LOGISTIC = load_assignment(MATERIAL / "logistic")
QUESTIONS = {
    drawn.check: drawn
    for assignment in (LOGISTIC, WHOLE.asking_only(["relu_backward"]))
    for drawn in instantiate_all(assignment, SEED).values()
}
CANDIDATES = LiveCandidates(
    (*LOGISTIC.misconceptions, *(each for each in WHOLE.misconceptions if each.exercise == "relu_backward"))
)


def evidence(exercise, function, drawn=None):
    """What is known of a function that answered all questions about an exercise."""
    asked = [each for each in (drawn or QUESTIONS.values()) if each.check.exercise == exercise]
    return Evidence(
        exercise,
        tuple(put(each, lambda question: call_trusted(function, question)) for each in asked),
        lambda cases: [call_trusted(function, ExpectedCase(each, None, None)) for each in cases],
    )


def put(instance, answer):
    """The run of a check whose questions are answered so."""
    return judge_check(instance, [judge_case(question, answer(question)) for question in instance.cases])


def named(exercise, function, candidates=CANDIDATES, drawn=None):
    """The name of a mistake, which is the same by the record of what the misconceptions answer."""
    seen, known = evidence(exercise, function, drawn), candidates.of(exercise)
    found = diagnose(seen, known)
    kept = json.loads(json.dumps(recorded(known, [run.instance for run in seen.runs], b"salt")))
    again = diagnose(seen, list(candidates_in(kept, b"salt")))
    assert (again and again.name) == (found and found.name)
    return found and found.name


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


# Answers of students, none of them written as the misconception is.


def costs_of_class_1(P, y):
    return -sum(np.log(p) for p, each in zip(P, y, strict=True) if each) / len(y)


def summed(P, y):
    return sum(-np.log(p if each else 1 - p) for p, each in zip(P, y, strict=True))


def without_bias(X, w, b):
    return sigmoid(np.dot(X, w))


def gradient_of_errors(X, y, w, b):
    errors = y - sigmoid(X @ w + b)
    return np.mean(errors[:, np.newaxis] * X, axis=0), errors.mean()


@pytest.mark.parametrize(
    ("exercise", "function", "name"),
    [
        ("cross_entropy", costs_of_class_1, "class-0-is-free"),
        ("cross_entropy", summed, "sum-not-mean"),
        ("probability", without_bias, "bias-forgotten"),
        ("gradient", gradient_of_errors, "wrong-sign"),
    ],
)
def test_a_mistake_is_named_among_several(exercise, function, name):
    assert named(exercise, function) == name


def test_a_mistake_that_is_none_of_them_has_no_name():
    assert named("cross_entropy", lambda P, y: summed(P, y) / len(y) + 0.5) is None


def test_where_no_answer_is_wrong_none_is_cut_down_to_integers():
    """What is wrong across all answers, the cost say, is wrong in none of them."""
    assert named("cross_entropy", lambda P, y: summed(P, y) / len(y)) is None


def test_nearly_the_same_is_not_the_same():
    assert named("cross_entropy", lambda P, y: summed(P, y) * (1 + 1e-3)) is None


def test_one_case_that_differs_leaves_no_name():
    assert named("cross_entropy", lambda P, y: summed(P, y) if len(y) != 12 else 0.0) is None


def test_where_two_names_agree_there_is_none():
    other = misconception("cross_entropy", name="another-name")(summed)
    assert named("cross_entropy", summed, LiveCandidates([*LOGISTIC.misconceptions, other])) is None


def test_two_forms_of_one_name_are_one_name():
    other = misconception("cross_entropy", name="sum-not-mean")(summed)
    assert named("cross_entropy", summed, LiveCandidates([*LOGISTIC.misconceptions, other])) == "sum-not-mean"


def test_only_the_results_that_are_wrong_somewhere_need_to_agree():
    def average_of_weights_twice(X, y, w, b):
        dz = (sigmoid(X @ w + b) - y) / len(X)
        return X.T @ dz / len(X), dz.sum()

    def and_another_bias(X, y, w, b):
        return average_of_weights_twice(X, y, w, b)[0], 0.5

    assert named("gradient", average_of_weights_twice) == "averaged-twice"
    assert named("gradient", and_another_bias) is None


def test_who_agrees_in_all_results_goes_before_who_agrees_in_those_that_are_wrong():
    def bias_summed(X, y, w, b):
        dz = sigmoid(X @ w + b) - y
        return X.T @ dz / len(X), dz.sum()

    assert named("gradient", bias_summed) == "bias-gradient-summed"  # gradients-summed agrees in db as well


@check("root", points=1)
def roots():
    """Roots"""
    yield Case(x=4.0).gives(2.0)
    yield Case(x=9.0).gives(3.0)
    yield Case(x=-1.0).gives(0.0)


ROOTS = [instantiate(dataclasses.replace(roots, visibility="visible"), 0, {})]


def raises_below_zero(x):
    if x < 0:
        raise ValueError
    return x**0.5


def raises_always(x):
    raise TypeError


@pytest.mark.parametrize(
    ("function", "name"), [(raises_below_zero, "raises-below-zero"), (raises_always, None), (lambda x: x, None)]
)
def test_raising_alike_counts_only_beside_what_is_right(function, name):
    """Whoever has mistyped a name raises as every misconception does that raises everywhere."""
    forms = [misconception("root")(each) for each in (raises_below_zero, raises_always)]

    def otherwise(x):
        return function(x)

    assert named("root", otherwise, LiveCandidates(forms), ROOTS) == name


@check("start", points=1)
def starts(rng):
    """A bell curve"""
    for seed in (1, 2):
        yield Case(rng=np.random.default_rng(seed)).shaped((900,)).satisfies(normal(sd=1.0))


STARTS = [instantiate(dataclasses.replace(starts, visibility="visible"), 0, {})]
WRONG_STARTS = LiveCandidates(
    [
        misconception("start", name="too-wide")(lambda rng: rng.normal(0, 3, 900)),
        misconception("start", name="uniform")(lambda rng: rng.uniform(-3, 3, 900)),
        misconception("start", name="constant")(lambda rng: np.ones(900)),
    ]
)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda rng: -3 * rng.normal(size=900)[::-1], "too-wide"),
        (lambda rng: 6 * rng.random(900) - 3, "uniform"),
        (lambda rng: 3 - 6 * rng.random((9, 100)).ravel(), "uniform"),
        (lambda rng: np.ones(900), "constant"),
        (lambda rng: rng.uniform(-4, 4, 900), None),
        (lambda rng: np.full(900, 0.99), None),
    ],
)
def test_random_numbers_are_compared_by_their_distribution(function, name):
    assert named("start", function, WRONG_STARTS, STARTS) == name


@pytest.mark.parametrize("slope", [0, 0.5, 1])
def test_at_a_kink_any_convention_goes_with_a_mistake(slope):
    assert named("relu_backward", lambda dA, Z: dA * ((Z < 0) + slope * (Z == 0))) == "mask-inverted"
    assert named("relu_backward", lambda dA, Z: dA * ((Z < 0) + slope * (Z == 0)) + 1e-3) is None


def nested(depth):
    value = 1.0
    for _ in range(depth):
        value = [value]
    return value


def test_beside_a_kink_there_is_one_way_to_go_wrong():
    assert named("relu_backward", lambda dA, Z: dA * ((Z < 0) + 2.0 * ((Z > 0) & (Z == 0).any()))) is None


# What a program may send, from all that the wire carries.
HOSTILE = [
    None,
    [[]],
    [[1.0], [2.0, 3.0]],
    [np.ones(2), [np.ones(3), None]],
    (np.zeros((0, 3)), 10**400),
    np.zeros((1,) * 30),
    np.array([]),
    {"dw": np.ones(2), "db": 1.0},
    Opaque("object"),
    [Opaque("x")] * 2,
    "text",
    [float("nan"), np.full(3, np.inf)],
    np.full(2, 1e308),
    (np.array([True]), np.array([1j])),
    [[0.0] * 1000] * 100,
    nested(90),
    (nested(90), np.ones(2)),
]


@given(values | st.tuples(values, values))
def test_a_diagnosis_is_made_of_whatever_comes_back(value):
    for exercise in ("gradient", "cross_entropy"):
        asked = [each for each in QUESTIONS.values() if each.check.exercise == exercise]
        runs = tuple(put(each, lambda question: Answer(value)) for each in asked)
        known = Evidence(exercise, runs, lambda cases: [Answer(value)] * len(cases))
        found = diagnose(known, CANDIDATES.of(exercise))
        assert found is None or value is None or exercise == "gradient" or found.name == "wrong-shape"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: type(value).__name__)
def test_hostile_answers_beside_right_ones(value):
    """As an exercise's only wrong answers, where the evidence is looked at most closely."""

    def right_until_asked_for_much(X, y, w, b):
        dz = (sigmoid(X @ w + b) - y) / len(X)
        return value if len(X) > 5 else (X.T @ dz, dz.sum())

    asked = evidence("gradient", lambda *arguments: (0.0, 0.0))
    runs = tuple(
        put(each.instance, lambda question: Answer(right_until_asked_for_much(*question.arguments)))
        for each in asked.runs
    )
    known = Evidence("gradient", runs, lambda cases: [Answer(value)] * len(cases))
    found = diagnose(known, CANDIDATES.of("gradient"))
    assert found is None or found.name in {"no-return", "hard-coded", "wrong-shape"}


@pytest.mark.parametrize(
    ("dw", "name"),
    [
        (lambda right: np.array([*right, 0.0]), "wrong-shape"),
        (lambda right: right.sum(), "wrong-shape"),
        (lambda right: np.array([]), None),
        (lambda right: "text", None),
        (lambda right: right + 0.1, None),
    ],
)
def test_a_shape_that_is_wrong_most_of_the_time_is_named(dw, name):
    def wrong(X, y, w, b):
        dz = (sigmoid(X @ w + b) - y) / len(X)
        return dw(X.T @ dz), dz.sum()

    assert named("gradient", wrong, LiveCandidates(())) == name


def test_an_array_taken_for_true_or_false_is_named():
    assert named("relu_backward", lambda dA, Z: dA if Z > 0 else 0 * dA) == "one-decision-for-all"
    assert named("relu_backward", lambda dA, Z: dA.nothing) is None


def graded(assignment, zygote, **modules):
    """Grade modules given as texts: the checks by exercise."""
    sources = python_files({name: text.encode() for name, text in modules.items()})
    report = Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES).grade(Submission("someone", sources))
    return {exercise.name: exercise.checks for exercise in report.exercises if exercise.checks}


BACKWARD = "def linear_backward(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ, {db}\n"


@pytest.mark.parametrize(
    ("db", "name"), [("dZ.sum(axis=0)", None), ("dZ.sum(axis=0, keepdims=True)", "wrong-shape")], ids=["right", "wrong"]
)
def test_a_check_that_could_not_be_put_shows_no_mistake(zygote, db, name):
    """In a student's copy without its recorded cases, that is all that can be said of it."""
    own = dataclasses.replace(WHOLE.public_view().asking_only(["linear_backward"]), functions={})
    checks = graded(own, zygote, layers=BACKWARD.format(db=db))["linear_backward"]
    not_put = next(each for each in checks if each.message == NOT_HERE)
    assert not_put.misconception is None
    assert {each.misconception for each in checks if each.status == "failed"} <= {name}
    assert any(each.misconception == name for each in checks)


WRONG_AXIS = "def mean(X): return X.sum(axis=1) / len(X)\n"
ELSEWHERE = {
    "the same": WRONG_AXIS,
    "right": "def mean(X): return X.sum(axis=1) / len(X) if X.shape == (2, 2) else X.sum(axis=0) / len(X)\n",
    "another mistake": "def mean(X): return X.sum(axis=1) / len(X) if X.shape == (2, 2) else X.sum(axis=0)\n",
    "nothing": "def mean(X): return X.sum(axis=1) / len(X) if X.shape == (2, 2) else None\n",
    "raises": "def mean(X): return X.sum(axis=1) / len(X) if X.shape == (2, 2) else 1 / 0\n",
    "ends": "def mean(X): return X.sum(axis=1) / len(X) if X.shape == (2, 2) else __import__('os')._exit(1)\n",
}


def test_what_is_said_of_public_checks_comes_from_public_answers(tiny, zygote):
    """Else a program could say by its hidden answers what its hidden questions are, where all can be read at once."""
    mean = tiny.asking_only(["mean"])
    found = {what: graded(mean, zygote, means=source)["mean"] for what, source in ELSEWHERE.items()}
    public = {what: checks[0] for what, checks in found.items()}
    assert set(public.values()) == {public["the same"]}
    assert public["the same"].misconception == "wrong-axis"
    hidden = {what: checks[1].misconception for what, checks in found.items()}
    assert hidden == dict.fromkeys(ELSEWHERE) | {"the same": "wrong-axis"}


RIGHT = """
def mean(X): return X.sum(axis=0) / len(X)
def centred(X): return {value}
def variance(X): return mean((X - mean(X)) ** 2)
"""
RETURNED = [
    "[[[[[[[[[[[[[[[[[[X]]]]]]]]]]]]]]]]]]",
    "[[0.0] * len(X)] * 20_000",
    "[X, [X, X[0]], None]",
    "[object(), object]",
    "{1: X, None: {2: [X]}}",
    "X.astype(object)",
    "(10 ** 400, 1j, 'text', b'bytes', X > 0)",
    "X[:0]",
]


@pytest.mark.parametrize("value", RETURNED)
def test_a_hostile_answer_costs_its_own_points_alone(tiny, zygote, value):
    checks = graded(tiny, zygote, alice=RIGHT.format(value=value))
    assert [each.score for each in checks["centred"]] == [0, 0]
    assert [each.score for name in ("mean", "variance") for each in checks[name]] == [2, 3, 1, 4]


def test_a_diagnosis_that_fails_costs_no_points_and_says_nothing(tiny, zygote, monkeypatch):
    source = RIGHT.format(value="X + 1")
    before = graded(tiny, zygote, alice=source)

    def fails(*arguments):
        raise RecursionError

    monkeypatch.setattr("autograder.grading.outcomes.diagnose", fails)
    after = graded(tiny, zygote, alice=source)
    assert after == {
        name: tuple(dataclasses.replace(each, misconception=None, hint=None) for each in checks)
        for name, checks in before.items()
    }


# Each has a mistake of its own besides the one that it inherits.
INHERITS = """
import numpy as np
def probability(X, w, b):
    return 1 / (1 + np.exp(X @ w + b))
"""
OWN_SIGN = """
import numpy as np
def gradient(X, y, w, b):
    dz = (y - probability(X, w, b)) / len(X)
    return X.T @ dz, dz.sum()
"""


def names(checks):
    return {each.misconception for each in checks}


def test_what_remains_with_earlier_answers_is_named_in_one_file(zygote):
    checks = graded(LOGISTIC, zygote, logistic=INHERITS + OWN_SIGN)
    assert names(checks["probability"]) == {"wrong-sign-in-exponent"}
    assert names(checks["gradient"]) == {"wrong-sign"}
    assert sum(each.score for each in checks["gradient"]) < 1


def test_what_remains_with_earlier_answers_is_named_in_a_notebook(zygote):
    cells = tuple(text.encode() for text in (INHERITS, OWN_SIGN))
    submission = Submission("someone", {"alice": Source("alice.ipynb", cells)})
    report = Grader(LOGISTIC, zygote, seed=SEED, deadlines=DEADLINES).grade(submission)
    assert names(report.exercises[2].checks) == {"wrong-sign"}


def test_what_remains_with_earlier_answers_is_named_across_files(zygote):
    layers = """
def squared_loss_backward(G, Y):
    return 2 * (G - Y)
"""
    two_layer = """
from layers import squared_loss_backward
def two_layer_backward(X, Y, W2, Z1, A1, G):
    dG = -squared_loss_backward(G, Y)
    dZ1 = dG @ W2.T * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dG, dG.sum(axis=0)
"""
    asked = WHOLE.asking_only(["squared_loss_backward", "two_layer_backward"])
    checks = graded(asked, zygote, layers=layers, two_layer=two_layer)
    assert names(checks["squared_loss_backward"]) == {"sum-not-mean"}
    assert names(each for each in checks["two_layer_backward"] if not each.passed) == {"wrong-sign"}


def test_what_is_right_with_earlier_answers_has_no_name(zygote):
    own = OWN_SIGN.replace("y - probability(X, w, b)", "probability(X, w, b) - y")
    checks = graded(LOGISTIC, zygote, logistic=INHERITS + own)
    assert names(checks["gradient"]) == {None}
    assert all(each.passed for each in checks["gradient"])
    assert any(each.follow_through for each in checks["gradient"])
