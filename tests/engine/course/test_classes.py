"""The class that tests use is what it says: in every form everybody is found, and grades are the truth."""

import pytest

from autograder.assignment.loading import load_assignment
from autograder.grading.grader import Grader
from autograder.submissions.submission import Submission, python_files
from tests.support.class_forms import FORMS
from tests.support.classes import KINDS, class_of
from tests.support.packing import write
from tests.support.project import DEADLINES, MATERIAL, ROOT, SEED
from tests.support.reading import read_batch


@pytest.fixture(scope="module")
def logistic():
    return load_assignment(MATERIAL / "logistic")


@pytest.mark.parametrize("form", FORMS)
def test_everybody_is_found_in_every_form(tmp_path, form, logistic):
    hand_ins = class_of(60, logistic)
    batch = read_batch([write(tmp_path / "class", FORMS[form](hand_ins))], logistic.module_names, "backprop")
    people = [person for each in hand_ins for person in each.people]
    found = [person for ref in batch.batch for person in ref.identity.people]
    assert len(found) == len(people)
    assert len(batch.batch) == (len(hand_ins) if form == "gradescope" else len(people))
    known = {"gradescope": lambda person: person.email, "nbgrader": lambda person: f"s{person.id}"}
    key = known.get(form, lambda person: person.id)
    ours = known["gradescope"] if form == "gradescope" else lambda person: person.id
    assert sorted(map(ours, found)) == sorted(map(key, people))
    assert len({submission.sha256 for submission in batch.submissions}) > len(hand_ins) / 2


def test_the_same_seed_gives_the_same_class(logistic):
    assert class_of(30, logistic, 7) == class_of(30, logistic, 7)
    assert class_of(30, logistic, 7) != class_of(30, logistic, 8)
    assert {each.truth.kind for each in class_of(110, logistic)} == set(KINDS)


@pytest.mark.slow
def test_grades_are_the_truth(zygote):
    assignment = load_assignment(ROOT)
    hand_ins = class_of(40, assignment)
    grader = Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES)
    for each in hand_ins:
        files = {name.removesuffix(".py"): content for name, content in each.files.items()}
        report = grader.grade(Submission(str(each.number), python_files(files)))
        lost = {exercise.name for exercise in report.exercises if exercise.score < exercise.max_score}
        zero = {exercise.name for exercise in report.exercises if exercise.score == 0}
        assert (each.number, lost, zero >= each.truth.zero) == (each.number, each.truth.lost, True), each.truth
        for exercise, name in each.truth.misconceptions.items():
            named = {check.misconception for check in report.exercise(exercise).checks if not check.passed}
            assert named <= {name, None}, (each.number, exercise)
