"""What a function gives is worked out by hand first; what is right about that is said entry by entry."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from autograder.assignment.loading import load_assignment
from autograder.cli.main import main
from autograder.student.predict.questions import numbers_in, prediction_cases
from tests.support.project import MATERIAL, ROOT


@pytest.fixture
def folder(tmp_path):
    """The exercises, as a student has them."""
    ignored = shutil.ignore_patterns("__pycache__", "solutions", ".*")
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=ignored)
    return tmp_path


def predict(folder, *words, typed="", code=0):
    options = [*map(str, words), "--assignment", str(folder)]
    done = CliRunner().invoke(main, ["predict", *options], input=typed)
    assert done.exit_code == code, done.output
    return done.output


def right_numbers(folder, name):
    """The right numbers of each array that is asked for, as somebody types them."""
    assignment = load_assignment(folder)
    cases = prediction_cases(assignment.exercise(name))
    return [" ".join(str(float(each)) for each in part.right.ravel()) for case in cases for part in case.parts]


def test_the_right_numbers_are_all_right(folder):
    typed = right_numbers(folder, "relu_backward")
    said = predict(folder, "relu_backward", typed="\n".join(typed) + "\n")
    assert said.count("All right.") == len(typed)
    assert "relu_backward(dA=np.array([[" in said
    assert "All of it is right. Now write it:" in said
    assert json.loads((folder / "exercises" / ".predicted.json").read_text()) == {"relu_backward": 2}


def test_wrong_entries_are_named_and_a_step_to_look_at(folder):
    first, *others = right_numbers(folder, "relu_backward")
    numbers = first.split()
    numbers[1] = "99"
    options = [word for each in (" ".join(numbers), *others) for word in ("--answer", each)]
    said = predict(folder, "relu_backward", *options, code=1)
    assert re.search(r"5 of 6 are right; not yet: \[0, 1\]\.", said)
    assert "1 of 2 cases is right. Look at the first step:" in said
    CliRunner().invoke(main, ["explain", "relu_backward", "--assignment", str(folder)])
    assert "Look at step 1 again:" in predict(folder, "relu_backward", *options, code=1)


@pytest.mark.parametrize(
    ("answer", "said"), [("1 2", "These are 2 numbers, but 6 are needed."), ("a b", "These are not all numbers.")]
)
def test_what_cannot_be_compared_is_said(folder, answer, said):
    assert said in predict(folder, "relu_backward", "--answer", answer, "--answer", answer, code=1)


def test_every_number_that_was_asked_for_is_in_the_public_checks(folder):
    """Nothing is given away that students do not have: without any solution there is something to predict."""
    assignment = load_assignment(folder)
    assert not assignment.references
    asked = [each.name for each in assignment.exercises if prediction_cases(each)]
    assert len(asked) > len(assignment.exercises) / 2
    assert "has no public case that is small enough" in predict(folder, "he_init", code=1)


def test_another_assignment_can_be_predicted_too(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny", ignore=shutil.ignore_patterns("__pycache__"))
    typed = right_numbers(tmp_path / "tiny", "mean")
    assert "All of it is right." in predict(tmp_path / "tiny", "mean", typed="\n".join(typed) + "\n")


@pytest.mark.parametrize("text", ["-4, 0", "[[-4 0]]", "−4;0.0", "(-4., False)"])
def test_numbers_are_read_however_they_are_set_apart(text):
    assert numbers_in(text) == [-4.0, 0.0]


def test_without_a_terminal_all_is_shown(folder):
    said = predict(folder, "relu_neuron_gradient")
    assert said.count("relu_neuron_gradient(w=") == 2
    assert "Answer in a terminal, or give all 2 answers in order:" in said
