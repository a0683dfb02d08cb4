"""Experiments: no function has been called before, and no more processes than that takes."""

import pytest

from autograder.authoring import Case
from autograder.grading.experiments import Experiments
from autograder.grading.session import Sessions
from autograder.grading.time_budget import TimeBudget
from autograder.submissions.submission import Submission, python_files
from tests.engine.grading.test_effort import CountingPool
from tests.support.project import DEADLINES

COUNTING = b"""
called = []

def mean(X):
    called.append("mean")
    return float(called.count("mean"))

def centred(X):
    called.append("centred")
    return float(called.count("centred"))
"""


@pytest.mark.parametrize(
    ("asked", "workers"),
    [(["mean"], 1), (["mean", "centred"], 1), (["mean", "mean"], 2), (["mean", "centred", "mean"], 2)],
)
def test_every_call_is_the_first_of_its_function(tiny, zygote, asked, workers):
    pool = CountingPool(zygote)
    submission = Submission("someone", python_files({"means": COUNTING}))
    sessions = Sessions(pool, tiny, submission, TimeBudget(DEADLINES))
    with Experiments(sessions) as experiments:
        outcomes = [experiments.call(tiny.exercise(name), [Case(X=[1.0])]) for name in asked]
    assert [outcome.value for (outcome,) in outcomes] == [1.0] * len(asked)
    assert pool.workers == workers
