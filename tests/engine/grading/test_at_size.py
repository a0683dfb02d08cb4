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
        "from autograder.authoring.at_size import at_size\n"
        "@check('slopes', points=1)\ndef two():\n    'Two'\n    yield Case(x=[1.0, 2.0]).gives([2.0, 4.0])\n"
        "@check('slopes', points=1, varies=True)\ndef derived(rng):\n    'Derived'\n"
        "    yield from at_size(\n"
        "        lambda _, n, m: {'x': rng.normal(size=n * m)}, shapes=lambda x: x.shape, square=SQUARE\n    )\n"
    ),
    "solutions/slopes.py": "def slopes(x):\n    return 2 * x\n",
    "solutions/checks/slopes.py": (
        "from autograder.authoring import Case, check\n"
        "@check('slopes', points=2)\ndef three(rng):\n    'Three'\n    yield Case(x=rng.normal(size=3))\n"
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
def printed():
    """What the programs of all reports have printed."""
    return []


@pytest.fixture
def graded(tmp_path, zygote, printed):
    def grade(
        large, small="return 2 * x", *, square=False, at_home=False, timeouts=Timeouts(call=0.8), source=SLOW, seed=1
    ):
        for name, text in FILES.items():
            path = tmp_path / str(square) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("SQUARE", str(square)))
        asked = load_assignment(tmp_path / str(square))
        content = f"{source.replace('LARGE', large)}    {small}\n"
        grader = Grader(asked.public_view() if at_home else asked, zygote, seed=seed, deadlines=timeouts)
        report = grader.grade(Submission("one", python_files({"slopes": content.encode()})))
        printed.append(report.printed)
        return {check.name: (check.status, check.misconception) for check in report.exercises[0].checks}

    return grade


NAMED = "measured-gradient"


@pytest.mark.parametrize("at_home", [False, True])
def test_what_is_measured_gets_no_point_and_has_a_name(graded, at_home):
    late = {"two": ("failed", NAMED), "derived": ("timeout", NAMED), "three": ("failed", NAMED)}
    assert late.items() >= graded("time.sleep(5)", at_home=at_home).items()


@pytest.mark.parametrize(
    "small",
    [
        "return 2 * x if len(x) < 99 else 0 * x",
        "return 2 * x if len(x) < 99 else []",
        "if len(x) > 99: raise ValueError\n    return 2 * x",
        "if len(x) > 99: time.sleep(2)\n    return 2 * x",
    ],
)
@pytest.mark.parametrize("at_home", [False, True])
def test_whoever_is_right_only_where_little_is_asked_avoids_the_question(graded, small, at_home):
    if at_home and "0 * x" in small:
        pytest.skip("at home, there is no reference: the shapes alone are looked at")
    graded_as = graded("pass", small, at_home=at_home)
    assert set(graded_as.values()) == {("failed", NAMED), ("timeout", NAMED)}


def test_a_mistake_that_shows_in_any_size_costs_what_it_costs(graded):
    assert graded("pass", "return 2 * x if len(x) < 5 else 2 * np.minimum(x, 2.5)") == {
        "two": ("passed", None), "derived": ("failed", None), "three": ("passed", None)
    }  # fmt: skip


def test_answers_that_were_looked_up_are_not_taken_for_fast_ones(graded):
    body = "if x.tobytes() not in kept and len(x) > 5: time.sleep(0.02)\n    kept.add(x.tobytes())\n    return 2 * x"
    source = SLOW.replace("    time.sleep(0.02 if len(x) > 5 else 0)\n", "").replace(
        "def slopes", "kept = set()\n\ndef slopes"
    )
    assert graded("time.sleep(5)", body, source=source)["two"][1] == NAMED


def test_a_large_answer_has_its_full_time_whatever_has_timed_out(graded):
    hurried = Timeouts(call=0.8, reduced_call=0.01, max_timeouts=1)
    assert {status for status, _ in graded("time.sleep(0.1)", at_home=True, timeouts=hurried).values()} == {"passed"}


def test_nothing_large_is_asked_where_it_could_not_be_stopped(graded):
    unlimited = Timeouts(call=float("inf"), submission=float("inf"))
    assert graded("time.sleep(50)", at_home=True, timeouts=unlimited)["derived"] == ("passed", None)


def test_measured_slopes_that_are_wrong_near_a_kink_have_that_name_too(graded):
    assert graded("time.sleep(5)", "return 2 * x if len(x) < 5 else 3 * x")["three"][1] == NAMED


def test_what_is_slow_but_in_time_loses_nothing(graded):
    assert {status for status, _ in graded("pass").values()} == {"passed"}


@pytest.mark.parametrize("large", ["return 0 * x", "raise MemoryError", "import os; os._exit(0)"])
def test_a_large_answer_has_to_be_right(graded, large):
    """Else one could measure, and avoid the large answer."""
    assert graded(large)["three"] == ("failed", NAMED)
    assert graded(large)["derived"] == ("timeout", NAMED)
    assert graded(large, "return 3 * x", timeouts=Timeouts())["derived"] == (
        "failed",
        None,
    )  # wrong and slow, whatever it does


def test_inputs_differ_for_each_submission_and_tell_nothing_of_the_seed(graded, printed):
    """A submission can show them before the first hidden call, and a short seed could be found out from them."""
    for seed, body in ((1, "return 2 * x"), (2, "return 2 * x"), (1, "return x + x")):
        kept = "global large\n    large = x.sum() if len(x) > 99 else globals().get('large')"
        graded("pass", f"{kept}\n    print(large) if len(x) < 5 else None\n    {body}", seed=seed)
    assert printed[0] == printed[1] != printed[2]


def test_what_is_printed_of_thousands_of_numbers_is_left_out(graded, printed):
    graded("pass", "print(len(x))\n    return 2 * x")
    assert printed == ["2"]


def test_no_answer_that_is_too_large_is_kept(graded, monkeypatch):
    seen = []
    monkeypatch.setattr(AnswerMemory, "has_room_for", lambda self, answer, asked: seen.append(np.size(answer)) or False)
    graded("return np.zeros(10**6)", "return np.zeros(10**6) if len(x) > 5 else 2 * x")
    assert seen[:1] == [10**6]


def test_where_right_answers_find_no_memory_running_out_of_it_is_no_mistake(graded):
    assert {status for status, _ in graded("np.zeros(10**12)", square=True).values()} == {"passed"}


@pytest.mark.parametrize("large", ["return 0 * x", "raise ValueError('MemoryError')", "import os; os._exit(0)"])
def test_nothing_else_is_right_where_there_is_no_memory(graded, large):
    assert graded(large, square=True)["three"] == ("failed", NAMED)
