"""An audit finds nothing in a sound assignment, and whatever is unsound in another, with the remedy."""

import shutil

import pytest

from autograder.assignment.loading import load_assignment
from autograder.audit.call_graph import callers
from autograder.audit.proof import prove
from tests.support.project import MATERIAL

pytestmark = pytest.mark.slow  # each proves an assignment

LOGISTIC = MATERIAL / "logistic"
WRONG = '''
@misconception("probability")
def {name}(X, w, b):
    """{hint}"""
    return {value}
'''


def test_some_of_the_assignment_proves_itself(assignment, zygote):
    """Stubs, references, accepted alternatives, every form of every misconception, and faulty references."""
    names = ["sigmoid", "relu_forward", "relu_backward", "two_layer_backward", "clip_by_norm", "he_init"]
    done = prove(assignment.subset(names), zygote, seeds=5)
    assert done.defects == []
    assert done.tried["mistakes"] > 200
    assert done.tried["accepted alternatives"] > 60


@pytest.mark.slow
def test_the_whole_assignment_proves_itself(assignment, zygote):
    done = prove(assignment, zygote, thorough=True)
    assert done.defects == []
    assert done.tried["mistakes"] > 900
    assert done.tried["accepted alternatives"] >= 300


def test_who_calls_whom_is_read_off_the_references(assignment):
    calls = callers(assignment)
    assert calls["relu_backward"] >= {"two_layer_backward", "deep_backward", "residual_network_gradients"}
    assert calls["training_error"] == {"train"}  # through a function of its module
    assert calls["train"] == frozenset()


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(LOGISTIC, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def defects(folder, zygote, *exercises, seeds=3):
    assignment = load_assignment(folder)
    names = exercises or list(assignment.exercise_names)
    return [
        f"{each.where}: {each.what} {each.fix}" for each in prove(assignment.subset(names), zygote, seeds=seeds).defects
    ]


def found(folder, zygote, *words, exercise="probability", seeds=3):
    """Whether one defect has all of these words; it is the only one."""
    (defect,) = defects(folder, zygote, exercise, seeds=seeds)
    return all(word in defect for word in words), defect


def add(folder, **misconception):
    path = folder / "solutions/misconceptions/logistic.py"
    path.write_text(path.read_text() + WRONG.format(**misconception))


def test_a_file_that_belongs_to_no_module(copy, zygote):
    (copy / "solutions/misconceptions/logistics.py").write_text("")
    assert found(copy, zygote, "solutions/misconceptions/logistics.py", "belongs to no module", "Rename it")[0]


def test_a_stub_with_another_signature(copy, zygote):
    edit(copy / "exercises/logistic.py", "def probability(X, w, b):", "def probability(X, b, w):")
    said = defects(copy, zygote, "probability")
    assert any("The stub takes (X, b, w), the reference takes (X, w, b)." in each for each in said)


def test_a_stub_that_answers(copy, zygote):
    stub = copy / "exercises/logistic.py"
    before, name, after = stub.read_text().partition("def probability")
    stub.write_text(before + name + after.replace("raise NotImplementedError", "return X", 1))
    said = defects(copy, zygote, "probability")
    assert said
    assert all("The stub is graded by" in each for each in said)


def test_an_example_that_is_not_true(copy, zygote):
    edit(copy / "exercises/logistic.py", "array([0.", "array([1.")
    assert found(copy, zygote, "An example is not true")[0]


def test_a_hint_that_holds_the_answer(copy, zygote):
    add(copy, name="always_half", hint="Have you thought of X @ w + b?", value="np.full(len(X), 0.5)")
    said = defects(copy, zygote, "probability")
    assert any("always-half of probability: The hint holds a piece of the answer: X @ w" in each for each in said)


def test_a_hint_that_holds_code(copy, zygote):
    add(copy, name="always_half", hint="Try np.exp there.", value="np.full(len(X), 0.5)")
    said = defects(copy, zygote, "probability")
    assert any("always-half of probability: The hint holds code: np." in each for each in said)


def test_an_id_that_holds_the_answer(copy, zygote):
    add(copy, name="always_half", hint="Does it never change?", value="np.full(len(X), 0.5)")
    path = copy / "solutions" / "misconceptions" / "logistic.py"
    text = path.read_text()
    assert '@misconception("probability")\ndef always_half' in text
    named = '@misconception("probability", name="forgot-X @ w + b")\ndef always_half'
    path.write_text(text.replace('@misconception("probability")\ndef always_half', named))
    said = defects(copy, zygote, "probability")
    assert any("The id holds a piece of the answer: X @ w" in each for each in said)
    assert any("The id does not consist of lower-case words with hyphens." in each for each in said)


def test_a_misconception_that_no_check_notices(copy, zygote):
    add(copy, name="no_mistake_at_all", hint="Is this wrong?", value="np.exp(-np.logaddexp(0, -(X @ w + b)))")
    said = defects(copy, zygote, "probability")
    assert any("no-mistake-at-all of probability: No hidden check notices this mistake." in each for each in said)


def test_two_misconceptions_that_nothing_tells_apart(copy, zygote):
    add(copy, name="always_half", hint="Does it never change?", value="np.full(len(X), 0.5)")
    add(copy, name="halves", hint="Is it the same for all?", value="np.zeros(len(X)) + 0.5")
    said = defects(copy, zygote, "probability")
    assert any(each.startswith("always-half of probability: It is caught, but not diagnosed") for each in said)
    assert any(each.startswith("halves of probability: It is caught, but not diagnosed") for each in said)


def test_a_check_without_a_reason(copy, zygote):
    checks = copy / "solutions/checks/logistic.py"
    checks.write_text(
        checks.read_text()
        + '\n\n@check("probability", points=1)\ndef once_more(rng):\n    """Once more"""\n'
        + "    yield Case(**classifier(rng, 7, 5))\n"
    )
    said = defects(copy, zygote, "probability")  # nor does what it repeats find anything alone any more
    assert [each for each in said if each.startswith("solutions/checks/logistic.py, once_more: Whatever it finds")]


def test_a_right_answer_that_loses_points(copy, zygote):
    odd = copy / "solutions/accepted/logistic.py"
    odd.write_text(odd.read_text() + "\n\ndef probability__doubled(X, w, b):\n    return 2 * X[:, 0]\n")
    said = defects(copy, zygote, "probability")
    assert said
    assert all("probability__doubled: A right answer loses the points of" in each for each in said)


def test_a_seed_for_which_the_reference_loses_points(copy, zygote):
    """As a check does that draws near to where answers are cut."""
    edit(
        copy / "solutions/checks/logistic.py",
        "    for sizes in SIZES:\n        yield Case(**classifier(rng, *sizes))",
        "    for sizes in SIZES:\n        case = Case(**classifier(rng, *sizes))\n"
        "        yield case.satisfies(lambda answer: 'Unlucky.' if rng.random() < 0.2 else None)",
    )
    said = defects(copy, zygote, "probability", seeds=20)
    assert any("seed" in each and "The reference loses its points: Unlucky." in each for each in said)
