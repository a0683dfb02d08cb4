"""Equal wrong answers get a sentence once, and become a misconception of the assignment."""

import shutil

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.gradebook.database import open_gradebook
from autograder.course.gradebook.facts import begin
from autograder.course.gradebook.gradebook_error import GradebookError
from autograder.course.gradebook.recording import record
from autograder.course.gradebook.standing import standings
from autograder.course.new_misconception import misconception_file
from autograder.course.policy.course_file import Policy
from autograder.grading.grader_spec import GraderSpec
from autograder.results.identity import Identity, Person
from autograder.submissions.submission import Submission, python_files
from tests.support.project import MATERIAL, SEED

SUM = '''
import numpy as np

SECRET = "alice was here"


def total(X):  # helps
    return X.sum(axis=0)


def mean(X):
    """My mean.

    By alice."""
    # alice: no idea why
    return total(
        X,
    )
'''
SAME = "def mean(X): return sum(X)\n"
OTHER = "def mean(X):\n    return X.max(axis=0)\n"
CLASS = {"alice": SUM, "bo": SAME, "cem": SAME.replace("sum(X)", "X.sum(axis=0)"), "dora": OTHER}


def submission(name, text):
    return Submission(name, python_files({"means": text.encode()}), (), Identity(people=(Person(id=name),)))


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.fixture
def path(tmp_path, folder):
    with GraderSpec(folder, SEED).build() as grader, open_gradebook(tmp_path / "course.db", create=True) as gradebook:
        begin(gradebook, "tiny", SEED, 0)
        for name, text in CLASS.items():
            each = submission(name, text)
            record(gradebook, grader.grade(each), each)
    return tmp_path / "course.db"


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def names_in(path):
    with open_gradebook(path) as gradebook:
        reports = {each.student.id: each.report() for each in standings(gradebook, Policy())}
    return {who: {check.misconception for check in report.exercise("mean").checks} for who, report in reports.items()}


def test_a_group_gets_a_sentence_and_a_name(path, folder):
    listed = run("groups", path)
    group = listed.partition(":")[0]
    assert group.startswith("mean-")
    assert f"{group}: 3 submissions" in listed
    assert "| def mean(X):" in listed
    assert "1 submission" in run("groups", path, "--least", 1).replace("3 submissions", "")
    assert "in it: alice, bo and cem" in run("groups", path, group)
    assert "There is no group mean-0" in run("name", path, "mean-0", "--hint", "x", code=1)

    assert "has no hint yet" in run("new-misconception", path, group, "--name", "x", "--assignment", folder, code=1)
    assert "3 submissions, and others with the same" in run("name", path, group, "--hint", "What divides a sum?")
    assert "hint: What divides a sum?" in run("groups", path)

    words = ["new-misconception", path, group, "--name", "not-divided", "--assignment", folder]
    assert "Nothing was written." in run(*words)
    target = folder / "solutions" / "misconceptions" / "not_divided.py"
    assert not target.exists()
    assert f"Wrote {target}." in run(*words, "--yes")
    assert "alice" not in target.read_text()
    assert "has a misconception not-divided already" in run(*words, "--yes", code=1)

    assert names_in(path)["alice"] == {None}
    run("gradebook", "regrade", path, "--assignment", folder, "--trust-submissions")
    assert names_in(path) == {"alice": {"not-divided"}, "bo": {"not-divided"}, "cem": {"not-divided"}, "dora": {None}}
    assert "There are no groups of equal wrong answers" in run("groups", path)


def test_what_a_student_calls_comes_along_and_nothing_else():
    text = misconception_file(submission("alice", SUM), "mean", "means", "not-divided", "What divides a sum?")
    assert "def total(X):" in text
    assert "SECRET" not in text
    assert '@misconception("mean")\ndef not_divided(X):\n    """What divides a sum?"""\n' in text


@pytest.mark.parametrize(
    "body",
    [
        "    import os\n    return os.listdir()",
        "    return open('/etc/passwd').read()",
        "    return X.__class__.__base__.__subclasses__()",
        "    return getattr(X, 'sum')()",
        "    return np.load('x.npy', allow_pickle=True)",
        "    return eval('X')",
        "    return f'{X.sum()}'",
        "    X.dump('x')\n    return X",
        "    return helper(X)\n\ndef helper(X, y=exec('1')):\n    return X",
    ],
)
def test_what_does_more_than_calculate_is_never_taken_over(body):
    with pytest.raises(GradebookError, match="more than a calculation is not taken over"):
        misconception_file(submission("eve", f"def mean(X):\n{body}\n"), "mean", "means", "evil", "What is it?")


@pytest.mark.parametrize("body", ["    return ｏｐｅｎ(X)", "    return 'a\x1b[2Jb'"])
def test_what_is_not_what_it_looks_like_is_never_taken_over(body):
    with pytest.raises(GradebookError, match="look-alike letters"):
        misconception_file(submission("eve", f"def mean(X):\n{body}\n"), "mean", "means", "evil", "What is it?")


@pytest.mark.parametrize(
    ("name", "hint", "said"),
    [
        ("Not Divided", "What is it?", "is not an id"),
        ("evil", 'x"""\nimport os', "The hint must be one sentence"),
        ("evil", " ", "The hint must be one sentence"),
    ],
)
def test_ids_and_hints_that_cannot_stand_in_a_file_are_refused(name, hint, said):
    with pytest.raises(GradebookError, match=said):
        misconception_file(submission("eve", SAME), "mean", "means", name, hint)


def test_a_function_on_one_line_is_taken_over():
    text = misconception_file(submission("bo", SAME), "mean", "means", "not-divided", "What divides a sum?")
    assert 'def not_divided(X):\n    """What divides a sum?"""\n    return sum(X)\n' in text
