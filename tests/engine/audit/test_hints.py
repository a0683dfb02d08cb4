"""A hint asks for the idea: code, and pieces of the answer, are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.assignment.loading import load_assignment
from autograder.audit.consistency import hint_defects
from tests.support.project import MATERIAL


@pytest.fixture(scope="module")
def logistic():
    return load_assignment(MATERIAL / "logistic")


def refused(assignment, hint, name=None):
    wrong = next(each for each in assignment.misconceptions if each.exercise == "probability")
    changed = replace(wrong, hint=hint, name=name or wrong.name)
    return [defect.what for defect in hint_defects(replace(assignment, misconceptions=(changed,)))]


@pytest.mark.parametrize(
    ("hint", "code"),
    [
        ("Is `X` the right one?", "`"),
        ("Try np.tanh there.", "np."),
        ("Which axis=0 is meant?", "axis="),
        ("Is it X.T here?", ".T"),
        ("Should it return a - b?", "return a -"),
    ],
)
def test_a_hint_with_code_is_refused(logistic, hint, code):
    assert refused(logistic, hint) == [f"The hint holds code: {code}"]


def test_a_hint_with_a_piece_of_the_answer_is_refused(logistic):
    assert "The hint holds a piece of the answer: X @ w" in refused(logistic, "Have you thought of X@w + b?")


def test_a_hint_in_words_is_accepted(logistic):
    assert refused(logistic, "How sure is the classifier on the line itself?") == []


def test_an_id_consists_of_small_words_with_hyphens(logistic):
    assert refused(logistic, "Does it never change?", name="Always_Half") == [
        "The id does not consist of lower-case words with hyphens."
    ]


def test_no_hint_of_this_assignment_is_refused(assignment):
    assert list(hint_defects(assignment)) == []
