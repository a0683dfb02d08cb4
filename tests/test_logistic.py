"""Another assignment, to show that the engine knows none: its points are right, and every check earns its place."""

import doctest
import inspect

import handed_in
import numpy as np
import pytest
from conftest import ROOT, SEED

from autograder.assignment import load_assignment, load_folder
from autograder.grading.grader import Grader
from autograder.questions.draw import draw_all
from autograder.submission.submission import Submission, python_files

FOLDER = ROOT / "tests" / "logistic"
LOGISTIC = load_assignment(FOLDER)
EXERCISES = [exercise.name for exercise in LOGISTIC.exercises]


@pytest.fixture(scope="module")
def grade(zygote):
    return Grader(LOGISTIC, zygote, seed=SEED).grade


def lost(report) -> dict[str, float]:
    return {each.name: each.max_score - each.score for each in report.exercises if each.score < each.max_score}


def test_it_is_what_its_handout_says():
    assert LOGISTIC.name == "logistic-regression"
    assert EXERCISES == ["probability", "cross_entropy", "gradient"]
    assert f"There are {LOGISTIC.points:g} points." in (FOLDER / "exercises" / "README.md").read_text()


def test_the_references_get_all_points(zygote):
    submission = Submission("reference", python_files(handed_in.references(FOLDER)))
    for seed in range(50):
        assert lost(Grader(LOGISTIC, zygote, seed=seed).grade(submission)) == {}, seed


def test_the_stubs_get_none(grade):
    stubs = python_files({"logistic": (FOLDER / "exercises" / "logistic.py").read_bytes()})
    report = grade(Submission("stubs", stubs))
    assert report.score == 0
    assert {check.status for exercise in report.exercises for check in exercise.checks} == {"missing"}


def test_stubs_and_references_are_the_same_functions():
    stubs = load_folder(FOLDER / "exercises")["logistic"]
    for name, reference in LOGISTIC.references.items():
        assert inspect.signature(getattr(stubs, name)) == inspect.signature(reference)


def test_the_examples_in_the_stubs_are_true():
    names = vars(load_folder(FOLDER / "solutions")["logistic"]) | {"np": np}
    stubs = load_folder(FOLDER / "exercises")["logistic"]
    found = [test for test in doctest.DocTestFinder().find(stubs, globs=names) if test.examples]
    assert len(found) == len(EXERCISES)
    for test in found:
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, test.name


@pytest.mark.parametrize(("module", "exercise", "function"), list(handed_in.variants(FOLDER)))
def test_right_answers_that_look_odd_get_all_points(grade, module, exercise, function):
    assert lost(grade(handed_in.with_variant(module, exercise, function, FOLDER))) == {}


def test_there_are_odd_answers_and_mistakes_for_every_exercise():
    odd = [exercise for _, exercise, _ in handed_in.variants(FOLDER)]
    wrong = [each.exercise for each in LOGISTIC.misconceptions]
    assert all(odd.count(exercise) >= 3 and wrong.count(exercise) >= 5 for exercise in EXERCISES)


@pytest.fixture(scope="module")
def failed(grade):
    """The checks that each misconception fails, by its exercise and name."""
    found = {}
    for wrong in LOGISTIC.misconceptions:
        report = grade(handed_in.with_misconception(LOGISTIC, wrong, wrong.forms[0]))
        assert set(lost(report)) == {wrong.exercise}, wrong.name
        found[wrong.exercise, wrong.name] = {
            (check.visibility, check.name)
            for exercise in report.exercises
            for check in exercise.checks
            if check.status != "passed"
        }
    return found


def test_a_mistake_loses_hidden_points_in_its_own_exercise_and_nowhere_else(failed):
    assert len(failed) == len(LOGISTIC.misconceptions)
    assert [name for name, checks in failed.items() if not any(seen != "visible" for seen, _ in checks)] == []


@pytest.mark.parametrize("exercise", LOGISTIC.exercises, ids=lambda each: each.name)
def test_every_check_finds_what_no_other_does_or_says_why_it_is_there(failed, exercise):
    for check in exercise.checks:
        alone = [
            name
            for (about, name), checks in failed.items()
            if about == exercise.name
            and [each for each in checks if each[0] == check.visibility] == [(check.visibility, check.name)]
        ]
        assert alone or "\n\n" in inspect.getdoc(check.function), check.name


# What goes wrong in any exercise: what it is, and an answer around the right one.
ANYWHERE = {
    "returns nothing": "right(*arguments)",
    "changes an argument": "value = right(*arguments); arguments[0][...] = 0; return value",
    "cut down to the type of the first argument": "return cut(right(*arguments), arguments[0])",
    "cut down to the type of the second argument": "return cut(right(*arguments), arguments[1])",
    "cut down to the type of the third argument": "return cut(right(*arguments), arguments[2])",
    "kept from the first call on": "return kept.setdefault('answer', right(*arguments))",
    "kept for every shape": "return kept.setdefault(np.shape(arguments[0]), right(*arguments))",
    "grows from call to call": "kept['n'] = kept.get('n', 0) + 1; return times(right(*arguments), kept['n'])",
    "right for the published inputs": "return times(right(*arguments), arguments[0].tolist() in PUBLISHED)",
    "results swapped": "return right(*arguments)[::-1]",
    "a column": "return column(right(*arguments))",
}
AROUND = """
kept = {{}}
PUBLISHED = {published}

def each(value, function):
    return tuple(map(function, value)) if isinstance(value, tuple) else function(value)

def times(value, factor):
    return each(value, lambda part: part * factor)

def cut(value, like):
    return each(value, lambda part: np.asarray(part).astype(np.asarray(like).dtype))

def column(value):
    return each(value, lambda part: np.reshape(part, (-1, 1)))

def wrong_{exercise}(*arguments, right={exercise}):
    {answer}
"""
NO_MISTAKE = {
    ("cross_entropy", "a column"),  # of one number
    ("cross_entropy", "cut down to the type of the first argument"),  # always a fraction
    ("cross_entropy", "cut down to the type of the third argument"),
    ("cross_entropy", "results swapped"),  # there is one
    ("probability", "results swapped"),
    ("probability", "cut down to the type of the third argument"),  # the bias: no array takes its type
}


@pytest.mark.parametrize(
    ("exercise", "mistake"), [(e, m) for e in EXERCISES for m in ANYWHERE if (e, m) not in NO_MISTAKE]
)
def test_what_goes_wrong_in_any_exercise_loses_hidden_points(grade, exercise, mistake):
    asked = [drawn for check, drawn in draw_all(LOGISTIC.public(), 0).items() if check.exercise == exercise]
    published = [question.arguments[0].tolist() for drawn in asked for question in drawn.questions]
    source = AROUND.format(exercise=exercise, answer=ANYWHERE[mistake], published=published)
    report = grade(handed_in.with_function("logistic", exercise, f"wrong_{exercise}", source, folder=FOLDER))
    checks = next(each.checks for each in report.exercises if each.name == exercise)
    assert [check.name for check in checks if check.visibility != "visible" and check.status != "passed"]
