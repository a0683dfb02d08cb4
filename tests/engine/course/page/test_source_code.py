"""A student's function is found as it was written, and shown to others without a trace of whose it is."""

import pytest

from autograder.course.page.source_code import MOST_LINES, anonymous, function_code
from autograder.submissions.submission import Source, Submission

CODE = '''\
# Ada Lovelace
import numpy as np

def helper(X):
    return X

def mean(
    X,
):
    """By Ada."""
    # as on the slide, says ada

    return X.sum() / len(X)  # Ada

print(mean([1]))
def other(X): pass
'''


def handed_in(*cells, file="means.py"):
    return Submission("ada", {"means": Source(file, tuple(cell.encode() for cell in cells))})


def test_a_function_is_found_whole_and_alone():
    found = function_code(handed_in(CODE), "mean")
    assert found.startswith("def mean(\n    X,\n):")
    assert found.endswith("return X.sum() / len(X)  # Ada")
    assert function_code(handed_in(CODE), "median") == ""


def test_the_last_definition_counts_in_a_notebook_too():
    cells = ["def mean(X):\n    return 1\n", "%matplotlib inline\ndef mean(X):\n    return 2\n", "mean(3)\n"]
    assert function_code(handed_in(*cells, file="a.ipynb"), "mean") == "def mean(X):\n    return 2"


def test_it_is_looked_for_in_its_own_file_first():
    files = {name: Source(f"{name}.py", (f"def mean(X):\n    return '{name}'\n".encode(),)) for name in ("a", "means")}
    assert "means" in function_code(Submission("ada", files), "mean", "means")


def test_what_others_see_has_no_remarks_and_no_docstring():
    shown = anonymous(function_code(handed_in(CODE), "mean"), ["Ada Lovelace"])
    assert shown == "def mean(\n    X,\n):\n    return X.sum() / len(X)"
    assert anonymous('def f(X):\n    """Only this."""\n') == "def f(X):\n    ..."


@pytest.mark.parametrize(
    "code",
    [
        "def mean(X):\n    ada = X.sum()\n    return ada\n",
        "def mean(X):\n    print('by lovelace')\n",
        "def mean(X):\n    return (X\n",
        "def mean(X):\n    return '''\n",
    ],
)
def test_what_names_its_author_or_cannot_be_read_is_not_shown(code):
    assert anonymous(code, ["Ada Lovelace", "ada@example.edu"]) == ""


def test_a_very_long_function_is_cut():
    long = "def mean(X):\n" + "    X = X + 1\n" * 10_000
    found = function_code(handed_in(long), "mean")
    assert len(found.splitlines()) == MOST_LINES + 1
    assert found.endswith("…")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("def f(x):\n    return 1\n\nf = lambda x: x\n", "f = lambda x: x"),
        ("def g(x):\n    return 2\n\ndef f(x):\n    f = 3\n    return 1\nf = g  # faster\n",
         "def g(x):\n    return 2\n\nf = g  # faster"),
        ("f: Callable = np.vectorize(\n    abs,\n)\nx = 1\n", "f: Callable = np.vectorize(\n    abs,\n)"),
        ("def f(x):\n    return 1\nf == g\nff = g\ng.f = 2\n", "def f(x):\n    return 1"),
        ("f = f\n", "f = f"),
        ("f = g\ng = f\n" * 5000, "g = f\n\nf = g"),
    ],
)  # fmt: skip
def test_what_is_assigned_to_the_name_is_the_function(file, code):
    assert function_code(handed_in(file), "f") == code
