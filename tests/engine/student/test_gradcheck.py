"""Gradients beside measured slopes: right ones agree whatever the numbers, wrong ones depart and are told where."""

import inspect
import shutil

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.assignment import loading
from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.audit.submissions import accepted_alternatives, references, with_misconception
from autograder.authoring import Case, gradient_of, numerical_gradients
from autograder.authoring.finite_differences import AGREEMENT, Rejected
from autograder.cli.main import main
from autograder.grading.session import Sessions
from autograder.grading.time_budget import TimeBudget
from autograder.judging.answer_structure import result_names
from autograder.judging.verdict import Verdict
from autograder.student.gradcheck.comparison import compare_slopes, describe
from autograder.student.gradcheck.measure import measure
from autograder.submissions.submission import Submission, python_files
from tests.support.project import DEADLINES, MATERIAL, ROOT
from tests.support.submissions import with_function

ASSIGNMENT = load_assignment(ROOT)
GRADIENTS = ASSIGNMENT.gradients
# What no slope can show: the right numbers, at other costs, for other types, at kinks, or at one layer.
NOT_IN_THE_SLOPES = {"slope-by-division", "no-reuse", "crashes-at-one-layer"}
FORMS = [
    pytest.param(wrong, wrong.forms[0], id=f"{wrong.exercise}-{wrong.name}")
    for wrong in ASSIGNMENT.misconceptions
    if wrong.exercise in GRADIENTS and wrong.name not in NOT_IN_THE_SLOPES
]
TINY_GRADIENT = '''
import numpy as np

from autograder.authoring import Case, gradient_of, numerical_gradients
from autograder.authoring.inputs import one_decimal


@gradient_of("centred")
def half_of_the_variance(rng, mean):
    """J is half of the sum of the squares of X without your mean."""
    X = one_decimal(rng, (3, 2))
    yield Case(X=X), numerical_gradients(lambda X: np.sum((X - mean(X)) ** 2) / 2, X=X)
'''
MEAN = "import numpy as np\n\ndef mean(X):\n    return np.mean(X, axis=0)\n"


def test_every_gradient_of_the_lecture_can_be_measured():
    assert set(GRADIENTS) == {
        each.name
        for each in ASSIGNMENT.exercises
        if each.name.endswith(("_backward", "_gradient", "_network_gradients"))
    }


@pytest.mark.parametrize("exercise", GRADIENTS)
def test_the_reference_agrees_over_two_hundred_seeds(exercise):
    """No draw is near a kink, and no slope is too rough for the tolerance."""
    reference = ASSIGNMENT.references[exercise]
    smallest = 0.0
    for seed in range(200):
        for case, measured in _drawn(exercise, seed):
            results = _named(reference(*case.arguments.values()), measured)
            for each in compare_slopes(results, measured, rtol=AGREEMENT):
                assert each.agrees, (seed, each)
                smallest = max(smallest, float(np.abs(each.answer - each.measured).max()))
    assert smallest < 1e-7


def _drawn(exercise, seed):
    return GRADIENTS[exercise].draw(np.random.default_rng(seed), ASSIGNMENT.references)


def _named(results, measured):
    if len(measured) == 1:
        return dict.fromkeys(measured, np.asarray(results))
    return dict(zip(measured, results, strict=True))


@pytest.mark.parametrize("exercise", GRADIENTS)
def test_results_are_measured_in_the_order_of_the_return_statement(exercise):
    names = result_names(ASSIGNMENT.references[exercise])
    (_, measured), *_ = _drawn(exercise, 0)
    assert not names or tuple(measured) == names


@pytest.mark.parametrize("exercise", GRADIENTS)
def test_the_call_is_made_with_the_arguments_of_the_function(exercise):
    (case, _), *_ = _drawn(exercise, 0)
    assert list(case.arguments) == list(inspect.signature(ASSIGNMENT.references[exercise]).parameters)


def _measured(zygote, submission, exercise, seed):
    public = ASSIGNMENT.public_view()
    with Sessions(zygote, public, submission, TimeBudget(DEADLINES)).open() as session:
        return measure(session, public, GRADIENTS[exercise], seed)


@pytest.mark.parametrize("exercise", GRADIENTS)
def test_a_right_submission_agrees(zygote, exercise):
    for seed in (0, 1):
        measured = _measured(zygote, Submission("right", python_files(references(ROOT))), exercise, seed)
        assert not isinstance(measured, Verdict), measured
        assert all(each.agrees and not each.note for each in measured)


@pytest.mark.slow
@pytest.mark.parametrize(("wrong", "form"), FORMS)
def test_a_misconception_departs(zygote, wrong, form):
    """With the first seed, or with the next ones that the command proposes."""
    submission = with_misconception(ASSIGNMENT, wrong, form)
    for seed in range(3):
        measured = _measured(zygote, submission, wrong.exercise, seed)
        assert not isinstance(measured, Verdict), measured
        if not all(each.agrees for each in measured):
            return
    pytest.fail(f"{wrong.name} agrees with three seeds")


ODD = [each for each in accepted_alternatives(ASSIGNMENT) if each[0] in GRADIENTS or each[1].endswith("nested_lists")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "submission"), [(each[0], each[2]) for each in ODD], ids=[each[1] for each in ODD]
)
def test_a_right_answer_that_looks_odd_agrees(zygote, exercise, submission):
    for name in [name for name, gradient in GRADIENTS.items() if exercise in {name, *gradient.needs}]:
        measured = _measured(zygote, submission, name, 0)
        assert not isinstance(measured, Verdict), measured
        if not any(isinstance(each.results, Verdict) for each in measured):  # what calls it may want arrays
            assert all(each.agrees for each in measured)


def test_a_changed_argument_is_told(zygote):
    source = "def overwritten(dA, Z):\n    dA[Z <= 0] = 0\n    return dA"
    measured = _measured(zygote, with_function("layers", "relu_backward", "overwritten", source), "relu_backward", 0)
    assert "no longer held what you were given" in measured[0].note


@pytest.mark.parametrize("kink", [0.0, 1e-6, 3.34e-5, 5e-5, 7e-5, 9.9e-5, -2e-5])
def test_a_kink_within_the_step_is_noticed(kink):
    with pytest.raises(Rejected):
        numerical_gradients(lambda x: np.sum(np.abs(x - kink)), x=np.zeros(2))


def test_slopes_of_lists_have_their_form():
    arguments = {"Ws": [np.ones((1, 2)), np.ones(3)], "b": np.array([2.0])}
    found = numerical_gradients(lambda Ws, b: np.sum(Ws[0] ** 2) + 3 * np.sum(Ws[1]) * b.item(), **arguments)
    assert list(found) == ["dWs", "db"]
    np.testing.assert_allclose(found["dWs"][0], [[2.0, 2.0]])
    np.testing.assert_allclose(found["dWs"][1], [6.0, 6.0, 6.0])
    np.testing.assert_allclose(found["db"], [9.0])


@pytest.mark.parametrize(
    ("turned", "said"),
    [
        (lambda a: -a, "Yours has the opposite sign."),
        (lambda a: a / 2, "Yours is 1/2 times the measured slope."),
        (lambda a: a / 3, "Yours is 1/3 times the measured slope."),
        (lambda a: a * 1.2345, "Yours is 1.2345 times the measured slope."),
        (lambda a: a * 0, "Yours is 0 everywhere."),
        (lambda a: a.T, "It is the transpose of the measured slopes."),
        (lambda a: a + (a == 0), "Only where the measured slope is 0: changing these numbers does not change J."),
        (lambda a: a * (a > 2), "Only where yours is 0: changing these numbers does change J."),
        (lambda a: np.where(a > 2, a, -a), "Where it departs, yours has the opposite sign."),
        (lambda a: a[::-1] ** 2 + 1, ""),
        (
            lambda a: np.full((3, 3), 8.0) - a,
            "These are the numbers of dV: in which order does your function return the results?",
        ),
    ],
)
def test_what_a_departure_looks_like(turned, said):
    measured = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.5]])
    results = {"dW": turned(measured), "dV": np.full((3, 3), 8.0) - measured}
    first, *others = compare_slopes(results, {"dW": measured, "dV": results["dV"]}, rtol=AGREEMENT)
    assert describe(first, [first, *others]) == said


def test_where_nothing_moves_that_is_said():
    (only,) = compare_slopes({"dw": np.ones(2)}, {"dw": np.zeros(2)}, rtol=AGREEMENT)
    assert describe(only, []) == "The measured slopes are all 0: changing these numbers does not change J."


@pytest.fixture
def student(tmp_path, monkeypatch):
    """A student's copy of another assignment, one exercise of which is a gradient."""
    shutil.copytree(MATERIAL / "tiny" / "exercises", tmp_path / "exercises")
    checks = tmp_path / "exercises" / "checks" / "means.py"
    checks.write_text(checks.read_text() + TINY_GRADIENT)
    monkeypatch.setattr(loading, "INSTALL_ROOT", tmp_path)  # where a student's engine lies
    monkeypatch.chdir(tmp_path / "exercises")
    return tmp_path / "exercises"


def gradcheck(*words, code):
    done = CliRunner().invoke(main, ["gradcheck", *words])
    assert done.exit_code == code, done.output
    return "\n".join(line.rstrip() for line in done.output.splitlines())


def test_a_right_gradient_in_full(student):
    (student / "means.py").write_text(MEAN + "def centred(X):\n    return X - mean(X)\n")
    assert (
        gradcheck("centred", code=0)
        == """\
centred (in means.py), seed 0
J is half of the sum of the squares of X without your mean.

  dX  agrees

All results agree with the measured slopes. To try other numbers: --seed 1"""
    )
    assert "seed 5\n" in gradcheck("centred", "--seed", "5", code=0)
    assert "agrees" in gradcheck("centred", str(student / "means.py"), code=0)


def test_a_wrong_gradient_in_full(student):
    (student / "means.py").write_text(MEAN + "def centred(X):\n    return (X - mean(X)) / len(X)\n")
    assert (
        gradcheck("centred", code=1)
        == """\
centred (in means.py), seed 0
J is half of the sum of the squares of X without your mean.

  dX  departs in 6 of 6 numbers. Yours is 1/3 times the measured slope.
      at               yours   measured   yours / measured
      [0, 0]       -0.355556   -1.06667           0.333333
      [0, 1]       -0.366667       -1.1           0.333333
      [1, 1]        0.266667        0.8           0.333333
      [2, 0]        0.477778    1.43333           0.333333
      and 2 more

  The call (X has 3 rows):
    X = np.array([[-1.8, -1.3], [-1.1,  0.6], [ 0.7,  0.1]])

Measured: (J(a + h) - J(a - h)) / 2h, where a is the number at that place, and
all others stay fixed."""
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def centred(X): raise NotImplementedError", "Not attempted yet: centred in means.py still raises"),
        ("def centred(X): return X.flatten()", "The answer has the shape (6,); expected (3, 2)."),
        ("def centred(X): pass", "Your function returned nothing (None). Is the `return` missing?"),
        ("def centred(X): return X / 0 * 0", "The answer is not a number (NaN)"),
        ("def centred(X): return X @ X", "centred raised ValueError"),
        pytest.param(
            "def centred(X):\n    while True: pass",
            "centred did not finish in time. Is there a loop that does not end?",
            marks=pytest.mark.slow,
        ),
        ("import os\ndef centred(X): os._exit(3)", "centred ended its process with exit code 3."),
        ("def other(X): pass", "means.py has no function centred."),
        ("def centred(X)", "means.py is not valid Python"),
        ("def mean(X): return X.sum(axis=0)\ncentred = mean", "measured through your own mean. Fix that first."),
        ("del mean\ndef mean(X): raise NotImplementedError\ndef centred(X): pass",
         "Not attempted yet: mean in means.py"),
        ("def mean(X): return np.mean(X, axis=0) + (X.size > 4) * np.sin(1e6 * X.sum())\ndef centred(X): pass",
         "the slopes differ from one measurement to the next. Is something in it random, rounded, or computed"),
        ("def mean(X): return 'x' if X.size > 4 else np.mean(X, axis=0)\ndef centred(X): pass",
         "Nothing could be measured through your own mean"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said_in_words(student, code, said):
    (student / "means.py").write_text(MEAN + code)
    assert said in " ".join(gradcheck("centred", code=1).split())


def test_a_stub_is_not_shown_a_call(student):
    (student / "means.py").write_text(MEAN + "def centred(X): raise NotImplementedError")
    assert "The call" not in gradcheck("centred", code=1)


def test_what_is_no_gradient_is_told_what_to_do_instead(student):
    said = gradcheck("variance", code=1)
    assert "variance returns no gradient, so there is no slope to measure." in said
    assert "autograder check spread.py" in said
    assert gradcheck(code=0).startswith(" 1.2 centred\n")
    assert "Did you mean centred?" in gradcheck("centered", code=2)


def test_a_gradient_of_nothing_that_is_asked_for_is_named(student):
    path = student / "checks" / "means.py"
    path.write_text(path.read_text().replace('gradient_of("centred")', 'gradient_of("median")'))
    assert "is about median, and there is no such exercise" in gradcheck("centred", code=1)
    with pytest.raises(AssignmentError):
        load_assignment(student.parent)


def test_a_gradient_says_what_is_differentiated():
    def nothing(rng):
        yield Case(x=1), {}

    def a_title_alone(rng):
        """Central differences give the same"""
        yield Case(x=1), {}

    for points, function in ((None, nothing), (1, nothing), (1, a_title_alone)):
        with pytest.raises(ValueError, match="needs a docstring: what is differentiated"):
            gradient_of("f", points=points)(function)


def test_a_gradient_with_points_is_a_check_too():
    """The declaration asks students for the gradients of one example, within the accuracy of what is measured."""

    @gradient_of("square_gradient", points=0.5)
    def agrees(rng):
        """Central differences give the same

        J is the sum of the squares of x.
        """
        x = rng.normal(size=3)
        yield Case(x=x), numerical_gradients(lambda x: np.sum(x**2), x=x)

    assert agrees.title == "J is the sum of the squares of x."
    check = agrees.check
    assert (check.exercise, check.name, check.title) == (
        "square_gradient",
        "agrees",
        "Central differences give the same",
    )
    (case,), _ = check.draw(np.random.default_rng(0), {})
    np.testing.assert_allclose(case.expectation.value, 2 * case.arguments["x"], rtol=1e-6)
    assert case.rtol == AGREEMENT
    assert gradient_of("square_gradient")(agrees.function).check is None


def test_every_check_by_central_differences_is_the_declared_one(assignment):
    declared = {(each.exercise, each.check.name) for each in assignment.gradients.values() if each.check}
    assert len(declared) == 6
    asked = {(each.exercise, each.name) for exercise in assignment.exercises for each in exercise.checks}
    assert declared <= asked
