"""Public cases that are computed from other exercises lie ready-made in a student's copy."""

import json
import shutil

import pytest

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.judging.expected import PUBLIC_SEED, CheckInstances, instantiate_all
from autograder.judging.recorded_cases import FILE, RecordedCases, recorded_cases
from autograder.sandbox.guest.wire import pack
from autograder.submissions.submission import Submission, python_files
from tests.support.project import MATERIAL

STUB = b'def centred(X):\n    """Not yet."""\n    raise NotImplementedError\n'
CENTRED = b"def centred(X):\n    return X - X.mean(axis=0)\n"
COMPUTED = "columns_without_a_mean"


@pytest.fixture
def student(tmp_path, tiny):
    """What a student has of the tiny assignment."""
    shutil.copytree(MATERIAL / "tiny" / "exercises", tmp_path / "exercises")
    (tmp_path / "exercises" / FILE).write_bytes(recorded_cases(tiny))
    return tmp_path


def result(zygote, folder, work):
    report = Grader(load_assignment(folder), zygote, seed=0).grade(Submission("me", python_files({"means": work})))
    return report.exercise("centred").checks[0]


def test_recorded_cases_are_those_that_the_references_give(assignment, tmp_path):
    shutil.copytree(assignment.folder / "exercises" / "checks", tmp_path / "exercises" / "checks")
    (tmp_path / "exercises" / FILE).write_bytes(recorded_cases(assignment))
    public = load_assignment(tmp_path)
    assert not public.functions
    known = CheckInstances(public, PUBLIC_SEED, RecordedCases(tmp_path).of)
    drawn = {
        (check.exercise, check.name): each
        for check, each in instantiate_all(assignment, PUBLIC_SEED).items()
        if check.is_public and check.needs
    }
    assert len(drawn) > 3
    for check in public.checks:
        if check.needs:
            here, there = known.of(check), drawn[check.exercise, check.name]
            assert [as_bytes(each) for each in here.cases] == [as_bytes(each) for each in there.cases]


def as_bytes(expected):
    return pack([expected.case.arguments, expected.expectation.value, expected.case.rtol])


def test_a_function_is_right_whatever_the_others_are(student, zygote):
    wrong = b"def mean(X):\n    return X\n" + CENTRED
    assert result(zygote, student, wrong).status == "passed"
    assert result(zygote, student, wrong.replace(b"X - X", b"X + X")).status == "failed"


@pytest.mark.parametrize("damage", ["missing", "cut", "other checks", "other cases"])
def test_without_the_right_file_the_check_says_what_to_do(student, zygote, damage):
    file = student / "exercises" / FILE
    content = json.loads(file.read_text())
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_text(file.read_text()[:-20])
    elif damage == "other checks":
        file.write_text(json.dumps(content | {"checks": "0"}))
    else:
        file.write_text(json.dumps(content | {"cases": {f"centred/{COMPUTED}": ["AAAA"]}}))
    found = result(zygote, student, CENTRED)
    assert found.status == "error"
    assert found.message.startswith(f"This check cannot be run: exercises/{FILE} is missing, or belongs to other")
    assert "Download the exercises again" in found.message
    assert result(zygote, student, STUB).message.startswith("Not attempted yet")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("X - mean(X))", "X - mean(X)).satisfies(arguments_unchanged)"),
        ('@check("centred", points=2)', '@check("centred", points=2, varies=True)'),
    ],
    ids=["properties", "inputs that vary"],
)
def test_what_cannot_be_recorded_stops_the_release(tmp_path, old, new):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    path = tmp_path / "tiny" / "exercises" / "checks" / "means.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(AssignmentError, match=rf"check {COMPUTED} of centred is public and computed from"):
        recorded_cases(load_assignment(tmp_path / "tiny"))
