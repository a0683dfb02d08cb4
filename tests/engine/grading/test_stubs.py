"""A stub never beats an answer, wherever either of them stands; which one counts is said."""

from __future__ import annotations

import pytest

from autograder.grading.grader import Grader
from autograder.sandbox.guest.runtime.stubs import is_stub
from autograder.submissions.read import read_submission
from tests.support.packing import notebook, write
from tests.support.project import DEADLINES, MATERIAL, SEED

MEANS = (MATERIAL / "tiny" / "solutions" / "means.py").read_bytes()
SPREAD = b"from means import centred\ndef variance(X):\n    return (centred(X) ** 2).mean(axis=0)\n"
STUBS = (MATERIAL / "tiny" / "exercises" / "means.py").read_bytes()
STUB = 'def centred(X):\n    """To be written."""\n    raise NotImplementedError("centred")\n'
ALL = f"{MEANS.decode()}\n{SPREAD.decode().partition(chr(10))[2]}"


@pytest.fixture
def graded(tiny, zygote, tmp_path):
    """The points of a folder's files, and what is said about them."""
    grader = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)

    def grade(files):
        one = read_submission(write(tmp_path / "ada", files), [module.name for module in tiny.modules])
        report = grader.grade(one)
        return report.score, report.messages

    return grade


def test_what_a_stub_is():
    def untouched(X):
        """To be written."""
        raise NotImplementedError

    def with_words(X):
        raise NotImplementedError("to be written")

    def answer_with_a_leftover(X):
        X.sum()
        raise NotImplementedError

    def conditional(X):
        if X:
            raise NotImplementedError

    assert list(map(is_stub, (untouched, with_words))) == [True, True]
    assert not any(map(is_stub, (answer_with_a_leftover, conditional, len, 3, None)))


@pytest.mark.parametrize(
    "files",
    [
        {"means.py": MEANS + STUB.encode(), "spread.py": SPREAD},
        {"work.ipynb": notebook(ALL, STUB)},
        {"work.ipynb": notebook(STUB, ALL, STUB)},
        {"exercises/means.py": STUBS, "work.ipynb": notebook(ALL)},
        {"means.py": STUBS, "mine.py": MEANS, "spread.py": b"from mine import centred\n" + SPREAD.partition(b"\n")[2]},
    ],
    ids=[
        "below it in a file",
        "below it in a notebook",
        "on both sides of it",
        "in the bundle",
        "in the file of its name",
    ],
)
def test_a_stub_never_beats_an_answer(graded, files):
    points, messages = graded(files)
    assert points == 15
    assert "stub" in " ".join(messages)


def test_where_both_are_is_said(graded):
    _, messages = graded({"work.ipynb": notebook(ALL, "import numpy as np\n\n" + STUB)})
    assert messages == (
        "centred is defined again as a stub in work.ipynb, code cell 2, line 3: the answer above it was graded.",
    )


def test_a_stub_alone_is_not_attempted(graded):
    points, _ = graded({"means.py": STUBS, "helpers.py": b"def mean_of(X):\n    return X.mean()\n"})
    assert points == 0


def test_an_answer_may_replace_an_answer(graded):
    wrong = "def centred(X):\n    return X\n"
    assert graded({"means.py": MEANS + wrong.encode(), "spread.py": SPREAD})[0] < 15


def test_other_files_are_run_only_where_something_is_missing(graded):
    assert graded({"means.py": MEANS, "spread.py": SPREAD, "broken.py": b"raise SystemExit\n"}) == (15, ())
