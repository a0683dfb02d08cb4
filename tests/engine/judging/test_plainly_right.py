"""What is accepted at a glance is what a full judgement accepts without a remark."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.authoring import Answer
from autograder.authoring.expectation import AnyOf, Between, Exactly
from autograder.judging.compare import FLOAT64
from autograder.judging.judge import judge
from autograder.judging.plainly_right import is_plainly_right
from autograder.judging.verdict import PASSED

X = np.array([[1.0, -2.0, 1e-12], [4.0, 0.5, 0.0]])
NEXT = np.nextafter(X, np.inf)
RIGHT = [
    (X.copy(), Exactly(X)),
    (NEXT, Exactly(X)),
    (X + 9e-10 * 4, Exactly(X)),
    ((X, X[0]), Exactly({"dW": X, "db": X[0]})),
    ([[X, NEXT], (X,)], Exactly({"dWs": [X, X], "dbs": [X]})),
    (2.5, Exactly(2.5)),
    (np.array(2.5), Exactly(np.float64(2.5))),
    (X, Between(X - 1, X + 1)),
    (X, Between(X + 1, X - 1)),
    (X, AnyOf((X + 1, X))),
]
WRONG = [
    (X + 2e-9 * 4, Exactly(X)),
    (np.where(X == 0.5, np.nan, X), Exactly(X)),
    (np.where(X == 0.5, np.inf, X), Exactly(X)),
    (np.full((2, 3), np.inf), Exactly(np.full((2, 3), np.inf))),
    (X.T, Exactly(X)),
    (X[:1], Exactly(X)),
    ((X, X[1]), Exactly({"dW": X, "db": X[0]})),
    ((X,), Exactly({"dW": X, "db": X[0]})),
    (math.nan, Exactly(2.5)),
    (math.inf, Exactly(math.inf)),
    (np.full((2, 3), np.nan), Between(X - 1, X + 1)),
    (X + 2, Between(X - 1, X + 1)),
    (X + 2, AnyOf((X + 1, X))),
]
ODD = [
    (X.tolist(), Exactly(X)),
    (X.astype(np.float32), Exactly(X)),
    (np.array([2.5]), Exactly(2.5)),
    (None, Exactly(X)),
    (True, Exactly(1.0)),
    (np.array("text"), Exactly(X)),
]


@pytest.mark.parametrize(("value", "expectation"), RIGHT)
def test_plainly_right_answers_pass_in_full_too(value, expectation, monkeypatch):
    assert is_plainly_right(value, expectation, FLOAT64)
    monkeypatch.setattr("autograder.judging.judge.is_plainly_right", lambda *_: False)
    assert judge(Answer(value), expectation) == PASSED


@pytest.mark.parametrize(("value", "expectation"), WRONG)
def test_nothing_that_is_wrong_is_plainly_right(value, expectation):
    with np.errstate(all="ignore"):
        assert not is_plainly_right(value, expectation, FLOAT64)
    assert not judge(Answer(value), expectation).passed


@pytest.mark.parametrize(("value", "expectation"), ODD)
def test_what_looks_odd_is_judged_in_full(value, expectation):
    assert not is_plainly_right(value, expectation, FLOAT64)
