"""Checks with their cases: who gets which inputs, and what happens where a check cannot be drawn."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.judging.expected import CheckInstances
from autograder.submissions.submission import Submission, python_files
from tests.support.project import SEED


def test_public_inputs_are_the_same_for_all_and_hidden_ones_a_submissions_own(tiny):
    instances = CheckInstances(tiny, SEED)
    for check in tiny.checks:
        ours, again, others, shared = (instances.of(check, each) for each in ("a" * 64, "a" * 64, "b" * 64, ""))
        assert ours is again
        assert (ours is others) == (ours is shared) == (check.is_public or not check.is_drawn)
        if ours is not others:
            drawn = [[np.asarray(each.arguments[0]).tobytes() for each in one.cases] for one in (ours, others, shared)]
            assert drawn[0] != drawn[1] != drawn[2] != drawn[0]


def test_of_submissions_only_the_latest_are_kept(tiny):
    instances = CheckInstances(tiny, SEED)
    check = next(check for check in tiny.checks if check.is_drawn and not check.is_public)
    first, *_ = [instances.of(check, letter * 64) for letter in "abcde"]
    assert instances.of(check, "a" * 64) is not first


def test_a_hidden_check_that_cannot_be_drawn_is_no_fault_of_a_submission(tiny, zygote):
    def cannot(rng):
        raise ZeroDivisionError("of the author's")

    first, *others = tiny.modules
    exercise, *rest = first.exercises
    checks = tuple(each if each.is_public else dataclasses.replace(each, function=cannot) for each in exercise.checks)
    broken = dataclasses.replace(first, exercises=(dataclasses.replace(exercise, checks=checks), *rest))
    grader = Grader(dataclasses.replace(tiny, modules=(broken, *others)), zygote, seed=SEED)
    with pytest.raises(AssignmentError, match="cannot be drawn: ZeroDivisionError"):
        grader.grade(Submission("ada", python_files({"means": b""})))
