"""An assignment is discovered; where its files contradict each other, the message names the file."""

import shutil
import sys

import pytest

from autograder.assignment import loading
from autograder.assignment.loading import load_assignment, own_assignment
from autograder.assignment.model import AssignmentError
from autograder.authoring import Case, check, misconception
from autograder.authoring.misconception import in_all_forms
from autograder.judging.answer_structure import result_names
from autograder.judging.expected import instantiate_all
from tests.support.project import MATERIAL, ROOT


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def test_everything_is_found_in_the_order_of_the_lecture(tiny):
    assert [(e.number, e.name, e.points) for e in tiny.exercises] == [
        ("1.1", "mean", 5),
        ("1.2", "centred", 5),
        ("2.1", "variance", 5),
    ]
    assert tiny.name == "tiny"
    assert [each.name for each in tiny.misconceptions] == ["wrong-axis"]


def test_some_exercises_alone(tiny):
    some = tiny.asking_only({"centred"})
    assert [(each.name, each.points) for each in some.exercises] == [("mean", 0), ("centred", 5), ("variance", 0)]
    assert some.references == tiny.references


def test_a_new_exercise_is_its_files_and_nothing_else(copy):
    (copy / "exercises/checks/range.py").write_text(
        '"""3. Range."""\nfrom autograder.authoring import Case, check\n\n'
        '@check("width", points=1)\ndef by_hand():\n    """By hand"""\n    yield Case(x=[1.0, 4.0]).gives(3.0)\n'
    )
    (copy / "solutions/range.py").write_text("def width(x):\n    return x.max() - x.min()\n")
    assert load_assignment(copy).exercises[-1].number == "3.1"


def test_the_version_changes_with_a_check_and_not_with_a_stub_or_an_accepted_alternative(copy):
    before = load_assignment(copy).version
    (copy / "exercises/means.py").write_text("# mine\n")
    (copy / "solutions/accepted").mkdir()
    (copy / "solutions/accepted/means.py").write_text("# odd\n")
    assert load_assignment(copy).version == before
    with (copy / "solutions/checks/means.py").open("a") as file:
        file.write("# another\n")
    assert load_assignment(copy).version != before


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("solutions/checks/extra.py", "", "solutions/checks/extra.py has no exercises/checks/extra.py"),
        ("solutions/spread.py", "def var(X): return X", "solutions/spread.py has no function variance"),
        ("solutions/means.py", "import numppy", "cannot be imported: ModuleNotFoundError: No module named"),
        ("exercises/checks/means.py", "x = 1", 'must start with a docstring like """3. Its title"""'),
        (
            "solutions/checks/spread.py",
            'from autograder.authoring import check\n@check("other", points=1)\ndef c():\n    """C"""\n    yield\n',
            "solutions/checks/spread.py has a check of other, but exercises/checks/spread.py has none",
        ),
        (
            "solutions/misconceptions/means.py",
            'from autograder.authoring import misconception\n@misconception("other")\ndef m(X):\n    """Why?"""\n',
            "A misconception is about other",
        ),
    ],
)
def test_contradictions_are_named(copy, path, text, message):
    (copy / path).write_text(text)
    with pytest.raises(AssignmentError, match="(?s).*" + message.replace("(", r"\(").replace('"', ".")):
        list(load_assignment(copy).misconceptions)  # which are only loaded when somebody asks for them


def test_it_is_the_one_that_the_engine_lies_in_wherever_one_stands(copy, monkeypatch):
    monkeypatch.chdir(copy / "exercises" / "checks")
    assert own_assignment() == ROOT


def test_an_engine_without_an_assignment_asks_for_one(copy, monkeypatch):
    monkeypatch.setattr(loading, "INSTALL_ROOT", copy / "solutions")
    monkeypatch.chdir(copy)
    with pytest.raises(AssignmentError, match=r"--assignment DIR"):
        own_assignment()


def test_loading_leaves_no_module_behind(tiny):
    assert not {"means", "spread"} & set(sys.modules)


def test_a_public_case_without_an_expected_value_is_refused(copy):
    path = copy / "exercises/checks/spread.py"
    path.write_text(path.read_text().replace(".gives([1.0, 4.0])", ""))
    with pytest.raises(AssignmentError, match=r"by_hand of variance has no expected answer"):
        instantiate_all(load_assignment(copy).public_view(), 0)


def test_a_check_that_cannot_be_drawn_is_named(copy):
    path = copy / "exercises/checks/spread.py"
    path.write_text(path.read_text().replace("yield Case(", "yield undefined("))
    with pytest.raises(AssignmentError, match="The check by_hand of variance cannot be drawn: NameError"):
        instantiate_all(load_assignment(copy), 0)


@pytest.mark.parametrize("options", [{"points": -1}, {"points": 1, "visibility": "sometimes"}])
def test_a_check_states_points_and_a_known_visibility(options):
    with pytest.raises(ValueError, match="a check of f has"):
        check("f", **options)


def test_a_check_has_a_title_and_a_misconception_a_hint():
    def nothing():
        yield Case(x=1)

    with pytest.raises(ValueError, match="needs a docstring: its title"):
        check("f", points=1)(nothing)
    with pytest.raises(ValueError, match="nothing of f needs a hint"):
        in_all_forms([misconception("f")(nothing)])


def test_forms_of_one_misconception_share_its_hint_and_options_make_forms():
    def doubled(x):
        """How often?"""
        return 2 * x

    def scaled(x, factor):
        return factor * x

    declared = [misconception("f")(doubled), misconception("f", name="doubled", factor=(3, 4))(scaled)]
    (merged,) = in_all_forms(declared)
    assert (merged.name, merged.hint) == ("doubled", "How often?")
    assert [form(1) for form in merged.forms] == [2, 3, 4]
    with pytest.raises(ValueError, match="doubled of f has two hints"):
        in_all_forms(declared[:1] * 2)


def test_hidden_inputs_follow_the_seed_and_public_ones_do_not(tiny):
    def inputs(seed):
        drawn = instantiate_all(tiny, seed)
        return {
            check.visibility: [q.arguments[0].tolist() for q in drawn[check].cases]
            for check in drawn
            if check.exercise == "mean"
        }

    assert inputs(1) == inputs(1)
    assert inputs(1)["after_due_date"] != inputs(2)["after_due_date"]
    assert inputs(1)["visible"] == inputs(2)["visible"]


def test_results_have_the_names_of_the_return_statement():
    def several(a, b):
        if a:
            return 1
        dW, db = a, b
        return dW, db

    assert result_names(several) == ("dW", "db")
    assert result_names(own_assignment) == ()


def test_exercises_and_modules_are_found_by_name(tiny):
    assert tiny.module_names == ("means", "spread")
    assert tiny.exercise_names == ("mean", "centred", "variance")
    assert tiny.exercise("variance").module == "spread"
    assert {check.exercise for check in tiny.checks} == set(tiny.exercise_names)
    with pytest.raises(KeyError):
        tiny.exercise("median")
