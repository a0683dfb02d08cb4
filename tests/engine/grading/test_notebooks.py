"""A notebook is run cell by cell, as Jupyter would run it: what fails is told, and the rest goes on."""

import dataclasses

import pytest

from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.submissions.submission import Source, Submission, python_files
from tests.support import submissions as handed_in
from tests.support.project import DEADLINES, ROOT, SEED

MEAN = "import numpy as np\n\ndef mean(X):\n    return np.sum(X, axis=0) / len(X)\n"
CENTRED = "def centred(X):\n    return X - mean(X)\n"
VARIANCE = "def variance(X):\n    return mean(centred(X) ** 2)\n"


@pytest.fixture(scope="module")
def grade(tiny, zygote):
    running = Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)

    def grade(*cells: str):
        source = Source("work.ipynb", tuple(cell.encode() for cell in cells))
        return running.grade(Submission("someone", {"work": source}))

    return grade


def scores(report):
    return {exercise.name: exercise.score for exercise in report.exercises}


def test_functions_may_be_spread_over_cells_and_use_each_other(grade):
    report = grade(MEAN, CENTRED, VARIANCE)
    assert (report.score, report.messages) == (15, ())


def test_the_cells_that_check_and_draw_at_home_cost_nothing(grade):
    room = "autograder.student.notebook"
    setup = f"from {room}.live_check import check\nfrom {room}.picture import picture"
    report = grade(setup, MEAN, 'check("mean")', CENTRED, 'picture("anything").figure.savefig("a.png")', VARIANCE)
    assert (report.score, report.messages) == (15, ())


def test_the_rest_of_the_engine_is_not_there(grade):
    report = grade(MEAN, CENTRED, VARIANCE, "import autograder.assignment")
    assert report.score == 15
    assert "import autograder.assignment" in report.messages[0]


def test_the_last_definition_counts_also_for_those_who_use_it(grade):
    wrong = "def mean(X):\n    return X.sum()\n"
    assert grade(wrong, CENTRED, VARIANCE, MEAN).score == 15
    assert scores(grade(MEAN, CENTRED, VARIANCE, wrong))["mean"] < 5


def test_a_cell_that_fails_is_told_and_the_rest_goes_on(grade):
    report = grade(MEAN, "mean(1, 2)", CENTRED, "for X in range(3)\n    pass", VARIANCE, "raise SystemExit")
    assert report.score == 15
    first, second, third = report.messages
    assert first.startswith("work.ipynb, code cell 2, raised TypeError: mean() takes 1 positional argument")
    assert first.endswith("\n  work.ipynb, code cell 2, line 1: mean(1, 2)")
    assert second.startswith("work.ipynb, code cell 4, is not valid Python: expected ':'")
    assert third.startswith("work.ipynb, code cell 6, raised SystemExit")


def test_a_function_that_a_failing_cell_left_out_says_why_it_is_missing(grade):
    report = grade(MEAN, "def centred(X)\n    return X", VARIANCE)
    centred = report.exercise("centred")
    assert {check.status for check in centred.checks} == {"error"}
    assert "code cell 2, is not valid Python" in centred.checks[0].message


def test_a_function_that_no_cell_has_is_missing_from_the_notebook(grade):
    report = grade(MEAN, CENTRED)
    assert report.exercises[2].checks[0].message == "work.ipynb has no function variance."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("while True: pass", "did not finish in time while it was run. Is there a loop that does not end?"),
        ("import os; os._exit(3)", "ended its process with exit code 3 while it was run."),
    ],
)
def test_a_cell_that_ends_its_process_costs_no_other_cell(grade, cell, how):
    report = grade(MEAN, cell, CENTRED, VARIANCE)
    assert report.score == 15
    assert report.messages == (f"work.ipynb, code cell 2, line 1, {how}",)


def test_an_import_that_fails_does_not_take_its_cell_along(grade):
    report = grade("import pandaz as pd\n" + MEAN + "from numpy import nothing\n" + CENTRED, VARIANCE)
    assert report.score == 15
    assert "No module named 'pandaz'" in report.messages[0]
    assert "code cell 1, line 1: import pandaz as pd" in report.messages[0]
    assert "cannot import name 'nothing'" in report.messages[1]


def test_one_mistake_costs_once_in_a_notebook_too(grade):
    report = grade(MEAN.replace("len(X)", "2"), CENTRED, VARIANCE, "1 / 0")
    assert scores(report)["mean"] < 5
    assert (scores(report)["centred"], scores(report)["variance"]) == (5, 5)


def test_what_builds_on_a_function_that_a_broken_cell_left_out_keeps_its_points(grade):
    report = grade(MEAN, "def centred(X)\n    return X", VARIANCE)
    assert scores(report) == {"mean": 5, "centred": 0, "variance": 5}


@pytest.mark.slow
def test_a_notebook_and_a_file_with_the_same_answers_get_the_same_report(assignment, zygote):
    grader = Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES, shared_inputs=True)
    modules = {path.stem: path.read_bytes() for path in (ROOT / "tests/submissions/typical").glob("*.py")}
    one = b"\n".join(handed_in.joined(modules))
    file = grader.grade(Submission("one", python_files({"work": one})))
    notebook = grader.grade(Submission("one", {"work": Source("work.ipynb", handed_in.joined(modules))}))
    assert 0 < file.score < 100
    assert as_if_one_file(notebook) == as_if_one_file(file)


def as_if_one_file(report):
    """The exercises' results, whatever the file is called and on which line of it something happened."""
    return [
        [
            dataclasses.replace(check, message=check.message.split("\n  work")[0].replace("work.ipynb", "work.py"))
            for check in exercise.checks
        ]
        for exercise in report.exercises
    ]


def test_plotting_otter_and_progress_bars_do_no_harm(grade):
    report = grade(
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport seaborn as sns; sns.set()\nfrom tqdm import tqdm",
        "import otter\ngrader = otter.Notebook('work.ipynb')",
        MEAN + "for n in tqdm(range(1, 4)):\n    mean(np.ones((n, 2)))",
        "grader.check('mean')",
        "fig, ax = plt.subplots()\nline, = ax.plot([1, 2])\nax.set(xlabel='x')\nax.legend().get_frame()",
        "fig, ((a, b), (c, d)) = plt.subplots(2, 2, figsize=(8, 8))\nfor ax in [a, b, c, d]:\n    ax.imshow(np.eye(2))",
        "fig, axes = plt.subplots(1, 3)\nfor ax, n in zip(axes, range(3)):\n    ax.set_title(n)\naxes.flat[2].grid()",
        "counts, edges, patches = plt.hist([1, 2])\nwith plt.style.context('dark'):\n    plt.show()",
        "from IPython.display import display, Image\ndisplay(mean(np.eye(2)))\nImage('x.png')",
        "from matplotlib.colors import *\nfrom ipywidgets import interact",
        "@interact\ndef draw(n=1):\n    return n\ndraw(2) + 1",
        CENTRED,
        VARIANCE + "display(variance(np.eye(2)))",
    )
    assert (report.score, report.messages) == (15, ())


def test_a_python_file_may_plot_too(grade_tiny):
    report = grade_tiny(means="import matplotlib.pyplot as plt\n" + MEAN + CENTRED + "plt.plot([1]); plt.show()")
    assert scores(report)["mean"] == 5


def test_what_jupyter_alone_can_run_is_left_out_with_a_note(grade):
    report = grade(
        "!wget https://example.org/data.csv\n" + MEAN, "%%bash\nls", "%%time\n" + CENTRED, "x = !ls\n%who", VARIANCE
    )
    assert report.score == 15
    assert report.messages == (
        "Lines for Jupyter were not run here: !wget https://example.org/data.csv, %%bash and !ls.",
    )


def test_future_features_reach_the_cells_behind(grade):
    later = VARIANCE.replace("(X)", "(X: Undefined) -> Undefined", 1)
    assert grade("from __future__ import annotations\n" + MEAN, CENTRED, later).score == 15


class CountingPool:
    """A pool that counts the workers that it gives out."""

    def __init__(self, pool):
        self._pool = pool
        self.given = 0

    def acquire(self, *arguments):
        self.given += 1
        return self._pool.acquire(*arguments)

    def __getattr__(self, name):
        return getattr(self._pool, name)


def test_a_hundred_slow_statements_do_not_multiply_the_time(tiny, zygote):
    """After some that do not end, only what others build on is run."""
    pool = CountingPool(zygote)
    running = Grader(tiny, pool, seed=SEED, deadlines=Timeouts(module=0.5, submission=60))
    cells = [MEAN, *["while True: pass"] * 300, CENTRED]
    report = running.grade(Submission("slow", {"work": Source("work.ipynb", tuple(map(str.encode, cells)))}))
    assert pool.given < 10
    assert report.score == 10
    assert "code cell 2, line 1, did not finish in time" in report.messages[0]
    assert any("only definitions, imports and plain assignments ran" in each for each in report.messages)


def test_the_time_of_a_submission_bounds_restarts_too(tiny, zygote):
    """Hundreds of cells, none of which ends: there are workers while there is time, and none afterwards."""
    pool = CountingPool(zygote)
    running = Grader(tiny, pool, seed=SEED, deadlines=Timeouts(module=0.25, submission=0.5))
    cells = ["def mean(X): return X.mean(axis=0)", *["class A:\n    while True: pass"] * 300, CENTRED]
    report = running.grade(Submission("slow", {"work": Source("work.ipynb", tuple(map(str.encode, cells)))}))
    assert pool.given <= 0.5 / 0.05 + 5
    assert report.score == 0
    assert 0 < len(report.messages) <= 13  # three hundred cells have failed, or were not run


class ChangingPool(CountingPool):
    """A pool whose later workers find another line at the end of each cell: what a submission does by a clock."""

    def __init__(self, pool, later):
        super().__init__(pool)
        self._later = f"\n{later}\n".encode()

    def acquire(self, setup, *arguments):
        if self.given:
            files = {
                name: (file, [cell + self._later for cell in cells]) for name, (file, cells) in setup.files.items()
            }
            setup = dataclasses.replace(setup, files=files)
        return super().acquire(setup, *arguments)


ENDS_WHEN_HIDDEN = """
import os
def mean(X):
    if X.shape != (2, 2): os._exit(1)
    return X.mean(axis=0)
def centred(X):
    return X - X.mean(axis=0)
"""
LATER = [
    "raise ValueError('later')",
    "print('later')",
    "import os; os._exit(1)",
    "%later",
    "def later(): pass",
    "del mean",
]


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("file", ["work.ipynb", "work.py"])
def test_what_a_cell_leads_to_is_what_it_led_to_first(tiny, zygote, later, file):
    """It is run anew in each worker, and by then it may have been asked hidden questions."""
    cells = tuple(map(str.encode, ["x = 1", ENDS_WHEN_HIDDEN] if file == "work.ipynb" else [ENDS_WHEN_HIDDEN]))
    submission = Submission("twofold", {"work": Source(file, cells)})
    found = []
    for line in ("", later):
        pool = ChangingPool(zygote, line)
        found.append(Grader(tiny, pool, seed=SEED, deadlines=DEADLINES).grade(submission))
        assert pool.given > 1
    for report in found:
        assert report.messages == ()
        assert report.printed == ""
        by_hand, many_rows = report.exercises[0].checks
        assert (by_hand.status, by_hand.message) == ("passed", "")
        assert many_rows.status == "crashed"
    public = [
        [check for each in report.exercises for check in each.checks if check.visibility == "visible"]
        for report in found
    ]
    assert public[0] == public[1]
