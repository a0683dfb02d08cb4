"""A statement that fails costs itself, in a Python file as in a notebook, and whatever it was exported with."""

import pytest

from autograder.grading.grader import Grader
from autograder.grading.time_budget import Timeouts
from autograder.submissions.exported import python_source
from autograder.submissions.submission import Source, Submission
from tests.support.project import DEADLINES, SEED

MEAN = "import numpy as np\n\ndef mean(X):\n    return np.sum(X, axis=0) / len(X)\n"
REST = "def centred(X):\n    return X - mean(X)\n\ndef variance(X):\n    return mean(centred(X) ** 2)\n"


@pytest.fixture(scope="module")
def running(tiny, zygote):
    return Grader(tiny, zygote, seed=SEED, deadlines=DEADLINES)


@pytest.fixture(params=["file", "notebook"])
def grade(running, request):
    """Grade a text as a Python file, or as the one cell of a notebook."""

    def grade(text):
        name = "work.py" if request.param == "file" else "work.ipynb"
        return running.grade(Submission("someone", {"work": Source(name, (text.encode(),))}))

    return grade


FAILING = {
    "a call of what is not written": "def todo(X):\n    raise NotImplementedError\n\nprint(todo(1))",
    "a test of one's own": "assert mean(np.ones((2, 2)))[0] == 2, 'wrong'",
    "a question": "n = int(input('How many? '))",
    "a package that is not there": "import scikit_nonsense as sk",
    "an argument that is missing": "import argparse as a\np = a.ArgumentParser()\np.add_argument('n')\np.parse_args()",
    "an end": "raise SystemExit",
    "what ends the process": "import os\nos._exit(3)",
    "a demonstration without end": "while True:\n    pass",
    "a file that is not there": "data = np.loadtxt('data.csv')",
    "a file that is written": "open('out.txt', 'w').write('x')",
    "what is no Python": "print 'hello'",
    "a bracket that is not closed": "values = [1, 2, 3",
    "a string that is not closed": "text = '''one",
    "a decorator that is not there": "@jit_compiled\ndef fast(X):\n    return X",
    "a class that fails": "class Net:\n    size = 1 / 0",
    "an exception of any kind": "raise KeyboardInterrupt",
    "an import of its own that is not there": "from helpers import softmax",
}


SLOW = {"a demonstration without end": pytest.mark.slow}  # until its time is up


@pytest.mark.parametrize(
    "statement", [pytest.param(text, id=name, marks=SLOW.get(name, ())) for name, text in FAILING.items()]
)
def test_a_statement_that_fails_costs_itself_and_is_told(grade, statement):
    report = grade(f"{MEAN}\n{statement}\n\n{REST}")
    assert report.score == 15
    assert len(report.messages) == 1
    assert "line " in report.messages[0]


HARMLESS = {
    "a call": "print(mean(np.ones((2, 2))))",
    "an option": "import argparse as a\np = a.ArgumentParser()\np.add_argument('--n')\np.parse_args()",
    "the command line": "import sys\nassert len(sys.argv) == 1",
    "a guard": "if __name__ == '__main__':\n    print(mean(np.ones((2, 2))))",
    "an attempt": "try:\n    import cupy as xp\nexcept ImportError:\n    xp = np",
}


@pytest.mark.parametrize("statement", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_works_at_home_is_not_told(grade, statement):
    report = grade(f"{MEAN}\n{statement}\n\n{REST}")
    assert (report.score, report.messages) == (15, ())


def test_a_name_that_a_failed_statement_would_have_bound_says_why_it_is_missing(grade):
    report = grade(f"{MEAN}\nscale = 1 / 0\n\ndef centred(X):\n    return X - mean(X) * scale\n")
    said = next(exercise for exercise in report.exercises if exercise.name == "centred").checks[0].message
    assert said.startswith("centred raised NameError: scale is not defined, because line 6 of work.")
    assert "failed" in said


def test_a_function_that_a_failed_statement_would_have_bound_says_why(grade):
    report = grade(f"{MEAN}\ncentred = compiled(mean)\n")
    said = next(exercise for exercise in report.exercises if exercise.name == "centred").checks[0].message
    assert "raised NameError: name 'compiled' is not defined" in said


def test_of_an_import_what_is_there_is_imported(running):
    spread = b"from means import centred, mean\n\ndef variance(X): return mean((X - mean(X)) ** 2)"
    files = {
        "means": Source("means.py", (f"{MEAN}\ndef centred(X)\n    return X\n".encode(),)),
        "spread": Source("spread.py", (spread,)),
    }
    report = running.grade(Submission("someone", files))
    assert {exercise.name: exercise.score for exercise in report.exercises} == {"mean": 5, "centred": 0, "variance": 5}


def test_a_near_miss_of_a_name_is_told(running):
    text = f"{MEAN}\ndef centered(X):\n    return X - mean(X)\n"
    report = running.grade(Submission("someone", {"means": Source("means.py", (text.encode(),))}))
    said = next(exercise for exercise in report.exercises if exercise.name == "centred").checks[0].message
    assert said == "means.py has no function centred. Did you mean centered, which it does have?"


IN_JUPYTER = {
    "a guard of Colab's": ["if 'google.colab' in str(get_ipython()):\n    !pip install numpy", MEAN, REST],
    "a call of the shell": ["get_ipython().run_line_magic('matplotlib', 'inline')", MEAN, REST],
    "a cell that is timed by a call": [f"get_ipython().run_cell_magic('time', '', {MEAN!r})", REST],
    "what is written is imported": [f"%%writefile means.py\n{MEAN}", "from means import *", REST],
    "what is written counts": [f"%%writefile work_means.py\n{MEAN}{REST}"],
    "what is written in two parts": [f"%%writefile a.py\n{MEAN}", f"%%writefile -a a.py\n{REST}", "from a import *"],
    "lines over lines": ["!pip install numpy \\\n    scipy", MEAN, REST],
    "a main guard": [MEAN, "if __name__ == '__main__':\n    def centred(X): return X - mean(X)", REST.split("\n\n")[1]],
    "an await": ["import asyncio\nasync def one(): return 1", "assert await one() == 1", MEAN, REST],
    "an await of the loop": ["import asyncio\nawait asyncio.sleep(0.001)", MEAN, REST],
    "outputs": [MEAN, "1 + 1", "assert _ == 2", "assert Out[2] == 2 and len(In) > 4", REST],
    "captured": ["%%capture out\nprint(1)", f"%%capture\n{MEAN}", "out.show()", REST],
    "an end": [MEAN, "exit()", REST],
    "display": [MEAN, "display(mean(np.ones((2, 2))))", "from IPython.display import display", REST],
    "what is written into a package": [
        f"%%writefile net/parts/means.py\n{MEAN}",
        "from net.parts.means import mean",
        "import net.parts.means as m",
        REST,
    ],
    "what is written over again": [
        "%%writefile means.py\ndef mean(X):\n    return 0",
        "from means import mean",
        f"%%writefile means.py\n{MEAN}",
        "from means import mean",
        REST,
    ],
    "what is written elsewhere": [f"%%writefile /content/drive/means.py\n{MEAN}", "from means import *", REST],
    "what is run": [f"%%writefile means.py\n{MEAN}", "%run means.py", REST],
    "what is run by its path": [f"%%writefile parts/means.py\n{MEAN}", "%run -i ./parts/means.py --fast 1", REST],
    "what is run without its ending": [f"%%file means.py\n{MEAN}", "%run 'means'", REST],
    "what was loaded": ["# %load means.py\n" + MEAN, "%load means.py", REST],
    "all of pylab": ["%pylab inline\nx = linspace(0, 1)", MEAN, REST],
}


@pytest.mark.parametrize("cells", IN_JUPYTER.values(), ids=IN_JUPYTER.keys())
def test_what_jupyter_runs_does_no_harm(running, cells):
    source = Source("work.ipynb", tuple(cell.encode() for cell in cells))
    report = running.grade(Submission("someone", {"work": source}))
    assert (report.score, report.messages) == (15, ())


@pytest.mark.parametrize("magic", ["%%timeit", "%%python", "%%bash", "%%html", "%%javascript", "%%latex"])
def test_a_cell_of_which_jupyter_keeps_nothing_is_left_out(running, magic):
    cells = [MEAN, f"{magic}\ndef mean(X): return 0", REST]
    report = running.grade(Submission("someone", {"work": Source("work.ipynb", tuple(map(str.encode, cells)))}))
    assert report.score == 15


MARIMO = """import marimo

app = marimo.App(width="medium")

with app.setup:
    import numpy as np


@app.cell
def _(mean):
    _scale = 2

    def centred(X):
        return X - mean(X) * _scale / 2
    return (centred,)


@app.cell
def _(mo, shown):
    mo.md("text", shown)
    _scale = 0
    return


@app.cell(hide_code=True)
def _():
    import marimo as mo
    shown = 1
    return mo, shown


@app.function
def mean(X):
    return np.sum(X, axis=0) / len(X)


@app.cell
def _(centred, mean):
    def variance(X):
        return mean(centred(X) ** 2)
    return (variance,)


if __name__ == "__main__":
    app.run()
"""


EXPORTED = {
    "percent": f"# %%\n# %matplotlib inline\n{MEAN}\n# %% [markdown]\n# text\n\n# %%\n{REST}",
    "nbconvert": f"# In[1]:\n\n\nget_ipython().run_line_magic('pylab', 'inline')\n{MEAN}\n# In[ ]:\n\n\n{REST}",
    "databricks": f"# Databricks notebook source\n{MEAN}\n# COMMAND ----------\n\n# MAGIC %md\n# COMMAND ---\n\n{REST}",
    "colab": f'"""work.ipynb\n\nAutomatically generated by Colab.\n"""\n\n!pip install numpy\n\n{MEAN}\n{REST}',
    "marimo": MARIMO,
}


@pytest.mark.parametrize("text", EXPORTED.values(), ids=EXPORTED.keys())
def test_an_exported_notebook_is_a_notebook(running, text):
    report = running.grade(Submission("someone", {"work": python_source("work.py", text)}))
    assert (report.score, report.messages) == (15, ())


UNPARSABLE = MARIMO.replace(
    "if __name__",
    """app._unparsable_cell(
    r\"\"\"
    def slow(X):
        return X +

    extra = mean(np.ones((2, 2)))

    def variance(X):
        return mean(centred(X) ** 2)
    \"\"\",
    name="_"
)

if __name__""",
).replace("    def variance(X):\n        return mean(centred(X) ** 2)\n    return (variance,)", "    return")


def test_a_cell_that_marimo_could_not_read_is_told_and_keeps_what_is_python(running):
    report = running.grade(Submission("someone", {"work": python_source("work.py", UNPARSABLE)}))
    line = UNPARSABLE.splitlines().index("        return X +") + 1
    assert report.score == 15
    assert [message.rpartition("\n")[2] for message in report.messages] == [f"  work.py, line {line}: return X +"]


def test_a_line_of_an_exported_notebook_is_a_line_of_its_file(running):
    source = python_source("work.py", f"# %%\n{MEAN}\n# %%\n1 / 0\n{REST}")
    report = running.grade(Submission("someone", {"work": source}))
    assert report.score == 15
    assert report.messages[0].endswith("\n  work.py, line 8: 1 / 0")


def test_a_file_with_the_name_of_a_module_of_pythons_is_the_students(running):
    helper = b"def mean_of(X):\n    return X.sum(axis=0) / len(X)\n"
    means = b"from random import mean_of\nimport numpy as np\nnp.random.default_rng(0)\ndef mean(X): return mean_of(X)"
    files = {"random": Source("random.py", (helper,)), "means": Source("means.py", (means,))}
    assert running.grade(Submission("someone", files)).exercises[0].score == 5


def test_a_file_that_nobody_asked_for_is_not_the_reason_for_a_missing_one(running):
    files = {"means": Source("means.py", (MEAN.encode(),)), "a_setup": Source("a_setup.py", (b"raise SystemExit(\n",))}
    report = running.grade(Submission("someone", files))
    said = next(exercise for exercise in report.exercises if exercise.name == "variance").checks[0].message
    assert said == "spread.py was not handed in; variance belongs there."


FLOOD = """
import os
from autograder.sandbox.guest.messages import Running, to_wire
from autograder.sandbox.guest.wire import pack
while True:
    os.write(4, pack(to_wire(Running({module!r}, {cell}, {place}, 7, ["mean"]))))
"""


@pytest.mark.parametrize(("module", "cell", "place"), [("work", 0, 10**6), ("other", 99, -1)])
def test_who_always_says_that_a_statement_begins_has_no_more_time(tiny, zygote, module, cell, place):
    running = Grader(tiny, zygote, seed=SEED, deadlines=Timeouts(module=0.5, submission=2, loading=0.5))
    text = MEAN + FLOOD.format(module=module, cell=cell, place=place)
    report = running.grade(Submission("someone", {"work": Source("work.py", (text.encode(),))}))
    assert report.score <= 5
    assert any("did not finish in time" in message for message in report.messages)


@pytest.mark.parametrize("back", ["from spread import variance", "from spread import *", "import spread"])
def test_files_that_import_each_other_are_both_run(running, back):
    files = {
        "means": f"{back}\n{MEAN}\ndef centred(X):\n    return X - mean(X)\n",
        "spread": "from means import centred, mean\n\ndef variance(X):\n    return mean(centred(X) ** 2)\n",
    }
    sources = {name: Source(f"{name}.py", (text.encode(),)) for name, text in files.items()}
    report = running.grade(Submission("someone", sources))
    assert (report.score, report.messages) == (15, ())


def test_what_no_file_of_a_circle_has_is_still_told(running):
    files = {"means": f"from spread import nothing\n{MEAN}{REST}", "spread": "from means import mean, nowhere\n"}
    sources = {name: Source(f"{name}.py", (text.encode(),)) for name, text in files.items()}
    report = running.grade(Submission("someone", sources))
    assert report.score == 15
    assert {"nothing", "nowhere"} <= {word.strip("'") for each in report.messages for word in each.split()}
