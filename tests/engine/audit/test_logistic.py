"""Another assignment, to show that the engine knows none: its points are right, and every check earns its place."""

import doctest

import numpy as np
import pytest

from autograder.assignment.loading import load_assignment, load_folder
from autograder.audit.proof import prove
from autograder.audit.submissions import accepted_alternatives
from tests.support.project import MATERIAL

FOLDER = MATERIAL / "logistic"
LOGISTIC = load_assignment(FOLDER)
EXERCISES = list(LOGISTIC.exercise_names)


def test_it_is_what_its_handout_says():
    assert LOGISTIC.name == "logistic-regression"
    assert EXERCISES == ["probability", "cross_entropy", "gradient"]
    assert f"There are {LOGISTIC.points:g} points." in (FOLDER / "exercises" / "README.md").read_text()


@pytest.mark.slow
def test_it_proves_itself(zygote):
    """Not one word of the engine is about it."""
    done = prove(LOGISTIC, zygote, seeds=50)
    assert done.defects == []
    assert done.tried["accepted alternatives"] == 17


def test_there_are_odd_answers_and_mistakes_for_every_exercise():
    odd = [exercise for exercise, _, _ in accepted_alternatives(LOGISTIC)]
    wrong = [each.exercise for each in LOGISTIC.misconceptions]
    assert all(odd.count(exercise) >= 3 and wrong.count(exercise) >= 5 for exercise in EXERCISES)


def test_the_examples_in_the_stubs_are_true():
    names = vars(load_folder(FOLDER / "solutions")["logistic"]) | {"np": np}
    stubs = load_folder(FOLDER / "exercises")["logistic"]
    found = [test for test in doctest.DocTestFinder().find(stubs, globs=names) if test.examples]
    assert len(found) == len(EXERCISES)
    for test in found:
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, test.name
