"""Submissions that are made of misconceptions, in every form."""

import pytest

from autograder.assignment.loading import load_assignment
from autograder.audit.submissions import with_misconception
from autograder.grading.grader import Grader
from tests.support.project import MATERIAL, SEED

WRONG = '''
from autograder.authoring import misconception


@misconception("mean", divide=(lambda total, rows: total, lambda total, rows: total / (rows + 1)), by=(0, 1))
def not_by_the_rows(X, divide, by):
    """By what is the sum divided?"""
    return divide(X.sum(axis=0), len(X) + by)
'''


@pytest.fixture
def assignment(tmp_path):
    for name in ("exercises", "solutions"):
        (tmp_path / name).symlink_to(MATERIAL / "tiny" / name)
    (tmp_path / "solutions").unlink()
    copied = tmp_path / "solutions"
    (copied / "misconceptions").mkdir(parents=True)
    for name in ("checks", "means.py", "spread.py"):
        (copied / name).symlink_to(MATERIAL / "tiny" / "solutions" / name)
    (copied / "misconceptions" / "means.py").write_text(WRONG)
    return load_assignment(tmp_path)


def test_a_form_may_differ_in_a_function(assignment, zygote):
    """Which has no text of its own that could stand in a submission."""
    (wrong,) = assignment.misconceptions
    assert len(wrong.forms) == 4
    grader = Grader(assignment, zygote, seed=SEED)
    reports = [grader.grade(with_misconception(assignment, wrong, form)) for form in wrong.forms]
    assert [report.messages for report in reports] == [()] * 4
    assert all(report.exercise("mean").score == 0 for report in reports)
    answers = [check.answers for report in reports for check in report.exercise("mean").checks[:1]]
    assert len(set(answers)) == 3  # a sum that is not divided is the same with one row more
