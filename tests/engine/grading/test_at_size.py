"""What slow functions are asked besides: something large, which the chain rule answers in time."""

import numpy as np
import pytest

from autograder.assignment.loading import load_assignment
from autograder.grading.answer_memory import AnswerMemory
from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.submissions.submission import Submission, python_files

FILES = {
    "exercises/README.md": "# Slopes",
    "exercises/slopes.py": 'def slopes(x):\n    """Slopes of the sum of squares."""\n    raise NotImplementedError\n',
    "exercises/checks/slopes.py": (
        '"""1. Slopes"""\nfrom autograder.authoring import Case, check\n'
        "@check('slopes', points=1)\ndef two():\n    'Two'\n    yield Case(x=[1.0, 2.0]).gives([2.0, 4.0])\n"
    ),
    "solutions/slopes.py": "def slopes(x):\n    return 2 * x\n",
    "solutions/checks/slopes.py": (
        "from autograder.authoring import Case, check\nfrom autograder.authoring.at_size import at_size\n"
        "@check('slopes', points=2)\ndef three(rng):\n    'Three'\n    yield Case(x=rng.normal(size=3))\n"
        "@check('slopes', points=1)\ndef derived(rng):\n    'Derived'\n"
        "    yield from at_size(lambda _, n, m: {'x': rng.normal(size=n * m)}, square=SQUARE)\n"
    ),
}
SLOW = """
import time
import numpy as np

def slopes(x):
    time.sleep(0.02 if len(x) > 5 else 0)
    if len(x) > 9000:
        LARGE
"""


@pytest.fixture
def graded(tmp_path, zygote):
    def grade(large, small="return 2 * x", *, square=False):
        for name, text in FILES.items():
            path = tmp_path / str(square) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("SQUARE", str(square)))
        asked = load_assignment(tmp_path / str(square))
        source = f"{SLOW.replace('LARGE', large)}    {small}\n"
        grader = Grader(asked, zygote, seed=1, deadlines=Timeouts(call=0.4))
        report = grader.grade(Submission("one", python_files({"slopes": source.encode()})))
        return {check.name: (check.status, check.misconception) for check in report.exercises[0].checks}

    return grade


def test_what_is_measured_gets_no_hidden_point_and_has_a_name(graded):
    named = "measured-gradient"
    late = {"two": ("passed", None), "three": ("failed", named), "derived": ("timeout", named)}
    assert graded("time.sleep(5)") == late


def test_measured_slopes_that_are_wrong_near_a_kink_have_that_name_too(graded):
    assert graded("time.sleep(5)", "return 2 * x if len(x) < 5 else 3 * x")["three"][1] == "measured-gradient"


def test_what_is_slow_but_in_time_loses_nothing(graded):
    assert {status for status, _ in graded("pass").values()} == {"passed"}


@pytest.mark.parametrize("large", ["return 0 * x", "raise MemoryError", "import os; os._exit(0)"])
def test_a_large_answer_has_to_be_right(graded, large):
    """Else one could measure, and avoid the large answer."""
    assert graded(large)["three"] == ("failed", "measured-gradient")
    assert graded(large)["derived"] == ("timeout", "measured-gradient")
    assert graded(large, "return 3 * x")["derived"] == ("failed", None)  # wrong and slow, whatever it does


def test_no_answer_that_is_too_large_is_kept(graded, monkeypatch):
    seen = []
    monkeypatch.setattr(AnswerMemory, "has_room_for", lambda self, answer, asked: seen.append(np.size(answer)) or False)
    graded("return np.zeros(10**6)", "return np.zeros(10**6) if len(x) > 5 else 2 * x")
    assert seen[:1] == [10**6]


def test_where_right_answers_find_no_memory_raising_is_no_mistake(graded):
    assert {status for status, _ in graded("raise MemoryError", square=True).values()} == {"passed"}
    assert graded("return 0 * x", square=True)["three"] == ("failed", "measured-gradient")
