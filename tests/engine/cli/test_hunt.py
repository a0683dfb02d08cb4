"""Three answers to one public call: which is right, where the others differ, and which hint is about each."""

import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.assignment.loading import load_assignment
from autograder.cli.main import main
from autograder.judging.trusted_call import call_trusted
from autograder.student.hunt import hunts_file
from autograder.student.hunt.hunt import in_words, places_in
from autograder.student.predict.questions import by_hand
from tests.support.project import ROOT

LIKE = {"dW": np.zeros((2, 3)), "db": np.zeros(3)}


@pytest.fixture(scope="module")
def handed_out(assignment):
    return hunts_file.hunts(assignment)


@pytest.fixture
def student(tmp_path, handed_out):
    """The exercises with what a student has of hunts, and without any solution."""
    ignored = shutil.ignore_patterns("__pycache__", "solutions", ".*")
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=ignored)
    (tmp_path / "exercises" / hunts_file.FILE).write_bytes(handed_out)
    return tmp_path


def hunt(folder, *words, typed="", code=0):
    done = CliRunner().invoke(main, ["hunt", *words, "--assignment", str(folder)], input=typed)
    assert done.exit_code == code, done.output
    return done.output


def right_answers(found):
    """What somebody types who is right about everything."""
    yield found.right
    for letter in found.wrong:
        if found.has_places:
            yield in_words_to_type(found.differs(letter))
        yield str(found.about[letter])


def in_words_to_type(differs):
    name_it = len(differs) > 1
    return "; ".join(
        f"{name if name_it else ''} {list(map(int, index))}"
        for name, where in differs.items()
        for index in np.argwhere(where)
    )


@pytest.mark.slow
def test_all_that_is_right_is_said_to_be_right(assignment, student):
    at_home = load_assignment(student)
    assert not at_home.misconceptions
    hunted = [each.name for each in assignment.exercises if hunts_file.hunt_of(at_home, at_home.exercise(each.name))]
    assert len(hunted) > len(assignment.exercises) / 2
    for name in ("relu_backward", "two_layer_backward", "clip_by_global_norm", "training_error"):
        answers = list(right_answers(hunts_file.hunt_of(at_home, at_home.exercise(name))))
        said = hunt(student, name, typed="\n".join(answers) + "\n")
        assert f"{len(answers)} of {len(answers)} answers right. Now write it:" in said
        assert "No" not in said.partition("Which one is right")[2].partition("Now")[0]


def test_every_hunt_has_one_right_answer_and_two_of_known_mistakes(assignment, student):
    at_home = load_assignment(student)
    for exercise in assignment.exercises:
        found = hunts_file.hunt_of(at_home, exercise)
        if found is None:
            continue
        (question,) = {call: question for question, call, _ in by_hand(exercise) if call == found.call}.values()
        known = [each for each in assignment.misconceptions if each.exercise == exercise.name]
        for letter in found.wrong:
            hint = found.hints[found.about[letter] - 1]
            (its,) = (each for each in known if each.hint == hint)
            outcomes = [call_trusted(form, question).value for form in its.forms]
            numbers = np.concatenate([np.ravel(each) for each in found.answer(letter).values()])
            assert any(np.allclose(_flat(each), numbers) for each in outcomes if _flat(each).shape == numbers.shape)
            assert any(where.any() for where in found.differs(letter).values())
        right = assignment.references[exercise.name](*question.arguments)
        assert np.allclose(
            _flat(right), np.concatenate([np.ravel(each) for each in found.answer(found.right).values()])
        )


def _flat(value):
    if isinstance(value, list | tuple):
        return np.concatenate([_flat(each) for each in value]) if value else np.zeros(0)
    return np.ravel(np.asarray(value, dtype=float)) if value is not None else np.zeros(0)


def test_what_is_wrong_is_told_with_what_is_right(student):
    at_home = load_assignment(student)
    found = hunts_file.hunt_of(at_home, at_home.exercise("relu_backward"))
    letter, other = found.wrong
    said = hunt(student, "relu_backward", "--answer", letter, "--answer", "[7, 7]", "--answer", "9", code=1)
    assert f"No: {found.right} is right" in said
    assert "[7, 7] is not a place in this answer. Write [0, 0]; [1, 2], or: all." in said
    assert f"No: it is hint {found.about[letter]}." in said
    assert "2 questions are left." in said
    assert "0 of 5 answers right." in said
    right = hunt(student, "relu_backward", "--answer", found.right.lower(), "--answer", "all", code=1)
    assert f"Not quite: {letter} differs from {found.right} {in_words(found.differs(letter))}." in right
    assert other != letter


def test_without_a_terminal_all_is_shown_and_nothing_is_told(student):
    said = hunt(student, "linear_backward")
    assert "Which one is right: A, B, C?" in said
    assert "give all 5 answers in order:" in said
    assert not [letter for letter in "ABC" if f"from {letter}" in said or f"{letter} is right" in said]


def test_nobody_hunts_where_chance_decides_or_the_checks_are_others(student):
    assert "There is no hunt for he_init." in hunt(student, "he_init", code=1)
    checks = student / "exercises" / "checks" / "layers.py"
    checks.write_text(checks.read_text() + "\nANOTHER = 1\n")
    assert "There is no hunt for relu_backward." in hunt(student, "relu_backward", code=1)


def test_a_damaged_file_is_as_none(student):
    file = student / "exercises" / hunts_file.FILE
    content = json.loads(file.read_text())
    content["exercises"]["relu_backward"] = {"call": 3}
    file.write_text(json.dumps(content))
    assert "There is no hunt for relu_backward." in hunt(student, "relu_backward", code=1)


@pytest.mark.parametrize(
    ("text", "dW", "db"),
    [
        ("dW [0, 1] (1, 2); db 2", [[0, 1], [1, 2]], [[2]]),
        ("dW 0, 1; db all", [[0, 1]], [[0], [1], [2]]),
        ("db", [], [[0], [1], [2]]),
        ("all", [[i, j] for i in (0, 1) for j in (0, 1, 2)], [[0], [1], [2]]),
    ],
)
def test_places_are_read_however_they_are_written(text, dW, db):
    found = places_in(text, LIKE)
    assert np.argwhere(found["dW"]).tolist() == dW
    assert np.argwhere(found["db"]).tolist() == db


@pytest.mark.parametrize("text", ["[0, 1]", "dW [0]", "dX [0, 1]", "db x", "dW [0, 9]"])
def test_what_is_no_place_is_said_to_be_none(text):
    with pytest.raises(ValueError, match="is not a place in this answer"):
        places_in(text, LIKE)
