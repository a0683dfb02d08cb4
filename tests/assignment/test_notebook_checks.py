"""Checks, predictions and hunts in a student's notebook."""

import json
import re
import shutil

import numpy as np

from autograder.assignment.loading import load_assignment
from autograder.student.notebook import context as student
from autograder.student.notebook.exercise_grader import NotebookGrader
from autograder.student.notebook.live_check import cell_feedback, check
from autograder.student.notebook.live_questions import hunt, predict
from autograder.student.notebook.picture import picture
from autograder.student.predict.questions import prediction_cases
from tests.support.live_notebook import KERNEL, PUBLIC, REFERENCES
from tests.support.project import ROOT


def test_a_wrong_answer_is_told_in_the_words_of_the_report(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_backward": lambda dA, Z: dA * (dA > 0)})
    said = check("relu_backward")
    for text in (repr(said), said._repr_html_()):
        assert "They differ in 2 of 6 numbers." in text
        assert "The largest difference is at [0, 2]: yours 5, expected 0." in text
    assert "[[3. 0. 5.]" in said._repr_html_()


def test_a_mistake_of_any_function_gets_its_hint_in_front_of_the_example_as_it_was_asked(in_a_notebook):
    def in_place(Z):
        Z[Z < 0] = 0
        return Z

    def truncated(dA, Z):
        result = np.zeros_like(Z)
        result[Z > 0] = dA[Z > 0]
        return result

    in_a_notebook(REFERENCES | {"relu_forward": in_place, "relu_backward": truncated})
    said = repr(check("relu_forward"))
    assert "Hint: The caller may still need" in said
    assert (
        said.index("After the call, Z no longer")
        < said.index("Hint: ")
        < said.index("relu_forward(Z=np.array([[-2.], [0.5]]))")
    )
    assert "Hint: The inputs may be whole numbers" in repr(check("relu_backward"))


def test_a_measured_gradient_is_right_whatever_it_is_measured_through(in_a_notebook):
    in_a_notebook(REFERENCES | {"squared_loss": lambda g, y: g - y})
    assert "All public checks passed" in repr(check("relu_neuron_gradient"))


def test_a_function_is_as_good_as_its_name(in_a_notebook):
    in_a_notebook(REFERENCES)
    assert repr(check(REFERENCES["sigmoid"])) == repr(check("sigmoid"))


def test_a_right_answer_is_told_what_is_still_to_come(in_a_notebook):
    in_a_notebook(REFERENCES)
    assert repr(check("sigmoid")).endswith("All public checks passed; hidden checks run when you submit.")


def test_a_name_that_no_exercise_has_is_answered_with_the_nearest(in_a_notebook):
    in_a_notebook({})
    assert repr(check("relu_backwards")) == "There is no exercise relu_backwards. Did you mean relu_backward?"
    assert repr(picture("reluanditsslope")).startswith("There is no picture reluanditsslope. Did you mean")
    assert repr(check(3)) == "There is no exercise 3."


def test_what_a_student_wrote_is_no_markup(in_a_notebook):
    def raises(Z):
        raise ValueError("<script>alert(1)</script>")

    in_a_notebook(REFERENCES | {"relu_forward": raises})
    assert "<script>" not in check("relu_forward")._repr_html_()


def test_without_a_name_all_exercises_are_listed(in_a_notebook):
    in_a_notebook({"sigmoid": REFERENCES["sigmoid"], "relu_forward": lambda Z: None})
    said = repr(check())
    assert said.startswith(" 1 ✓ sigmoid  · sigmoid_network")
    assert "✗ relu_forward  · relu_backward" in said
    assert f"1 of {len(PUBLIC.exercises)} exercises pass their public checks." in said
    assert "sigmoid" in check()._repr_html_()


def test_a_message_stands_below_the_check_that_it_belongs_to(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_forward": lambda Z: Z * (Z > 0) if Z.dtype.kind == "f" else Z})
    first, second, message = repr(check("relu_forward")).splitlines()[1:4]
    assert first.startswith("✓")
    assert second.startswith("✗")
    assert message.startswith("    The values are wrong.")


def test_who_is_stuck_is_told_where_to_read_on(in_a_notebook):
    in_a_notebook(REFERENCES | {"relu_forward": lambda Z: Z})
    assert repr(check("relu_forward")).endswith("\nStuck? !python -m autograder explain relu_forward")


def test_checks_that_say_the_same_stand_together():
    names = REFERENCES | {"relu_forward": lambda Z: None}
    said = repr(cell_feedback(KERNEL.grade("relu_forward", names)))
    assert said.count("Is the `return` missing?") == len(set(re.findall(r"relu_forward\(Z=.*", said)))


# What it asks before


def test_what_is_worked_out_by_hand_is_told_entry_by_entry(monkeypatch, tmp_path):
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    at_home = load_assignment(tmp_path)
    monkeypatch.setattr(student, "kernel", lambda: NotebookGrader(at_home, 0))
    assert "  the answer, 6 numbers, shape (2, 3)" in repr(predict("relu_backward"))
    (first, *_) = (part.right for case in prediction_cases(at_home.exercise("relu_backward")) for part in case.parts)
    said = repr(predict("relu_backward", first, "a b"))
    assert "All right." in said
    assert "These are not all numbers." in said
    assert "1 of 2 cases right." in said
    assert json.loads((tmp_path / "exercises" / ".predicted.json").read_text()) == {"relu_backward": 1}
    assert "Did you mean relu_backward?" in repr(predict("relu_backwards"))


def test_a_hunt_asks_and_says_what_is_right(in_a_notebook):
    in_a_notebook({})
    said = repr(hunt("relu_backward"))
    assert "Which one is right: A, B, C?" in said
    assert "is right, as you can work out" not in said
    answered = {repr(hunt("relu_backward", letter)) for letter in "ABC"}
    assert sum("1 of 5 answers right." in each for each in answered) == 1
    assert "There is no hunt for he_init." in repr(hunt("he_init"))
