"""Courses that live on Otter: its own commands, run for real, on what ``autograder release otter`` writes."""

import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.grading.grader import Grader
from autograder.platforms.otter.otter_zips import kernel_files, otter_student_files, plugin_files
from autograder.platforms.reproducible_zip import write_zip
from autograder.submissions.read import read_submission
from tests.support import notebooks as filled_in
from tests.support import submissions as handed_in
from tests.support.project import DEADLINES, ROOT, SAMPLES, SEED

pytestmark = pytest.mark.slow  # every zip is built for it

BIN = Path(sys.executable).parent
# One that fails when a kernel starts up is not told from one that fails in a test.
QUIET = {**os.environ, "PYTHONWARNINGS": "ignore"}


@pytest.fixture(scope="module")
def zips(assignment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zips")
    for name, files in (("plain", kernel_files(assignment, SEED)), ("plugin", plugin_files(assignment, SEED))):
        write_zip(folder / f"{name}.zip", files)
    return folder


@pytest.fixture(scope="module")
def student(assignment, tmp_path_factory):
    """What a student has, unpacked where nothing else is."""
    folder = tmp_path_factory.mktemp("student")
    for name, content in otter_student_files(assignment).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def notebook(path: Path, *cells: str) -> Path:
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells]), path)
    return path


def sample(name: str, folder: Path) -> Path:
    """A sample as the one notebook that Otter takes."""
    modules = {path.stem: path.read_bytes() for path in (SAMPLES / name).glob("*.py")}
    if not modules:
        return SAMPLES / name / "backprop.ipynb"
    return notebook(folder / f"{name}.ipynb", *(cell.decode() for cell in handed_in.joined(modules)))


def otter_run(submission: Path, autograder: Path, folder: Path) -> dict:
    """The results of the real ``otter run``."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [BIN / "otter", "run", submission, "-a", autograder, "-o", folder, "--no-logo"],
        cwd=folder, env=QUIET, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "results.json").read_text())


def points(results: dict) -> dict[str, float]:
    return {test["name"]: test["score"] for test in results["tests"] if "score" in test}


def test_students_get_nothing_that_tells_an_answer(assignment):
    files = otter_student_files(assignment)
    assert not [name for name in files if "solutions" in name or name == "settings.json"]
    hidden = {check.name for each in assignment.exercises for check in each.checks if check.visibility != "visible"}
    tests = "".join(content.decode() for name, content in files.items() if name.startswith("tests/"))
    assert [name for name in hidden if f'"{name}"' in tests] == []
    assert "hidden=True" not in tests


def test_the_same_files_every_time(assignment, zips, tmp_path):
    write_zip(tmp_path / "again.zip", plugin_files(load_assignment(ROOT), SEED))
    assert (tmp_path / "again.zip").read_bytes() == (zips / "plugin.zip").read_bytes()
    assert otter_student_files(assignment) == otter_student_files(load_assignment(ROOT))


def test_the_notebook_has_a_stub_and_a_check_for_every_exercise(assignment):
    found = nbformat.reads(otter_student_files(assignment)["backprop.ipynb"].decode(), as_version=4)
    nbformat.validate(found)
    texts = [cell.source for cell in found.cells]
    for exercise in assignment.exercises:
        (stub,) = (place for place, text in enumerate(texts) if text.startswith(f"def {exercise.name}("))
        assert texts[stub + 1] == f'grader.check("{exercise.name}")'
    assert not [text for text in texts if "from layers import" in text and text.startswith("from")]


def test_two_checks_of_one_name_are_refused(tiny):
    module = tiny.modules[0]
    exercise = module.exercises[0]
    twice = replace(exercise, checks=exercise.checks[:1] * 2)
    first = replace(module, exercises=(twice, *module.exercises[1:]))
    with pytest.raises(AssignmentError, match="two checks that are called"):
        otter_student_files(replace(tiny, modules=(first, *tiny.modules[1:])))


def test_a_students_notebook_says_what_is_wrong_and_no_more(student):
    """In a real kernel: a stub, a wrong answer, a right one."""
    found = nbformat.read(student / "backprop.ipynb", as_version=4)
    answers = {
        "stub-sigmoid": "import numpy as np\ndef sigmoid(Z):\n    return 1 / (1 + np.exp(-np.clip(Z, -500, 500)))",
        "stub-relu_backward": "def relu_backward(dA, Z):\n    return dA * (dA > 0)",
        "stub-linear_forward": "def linear_forward(X, W, b):\n    return X @ W + c",
    }
    wanted = {"setup", *answers, *(f"check-{each[5:]}" for each in answers), "stub-train", "check-train"}
    found.cells = [cell for cell in found.cells if cell.id in wanted]
    for cell in found.cells:
        cell.source = answers.get(cell.id, cell.source)
    NotebookClient(found, timeout=60, resources={"metadata": {"path": str(student)}}).execute()
    said = {cell.id: "".join(str(output) for output in cell.outputs) for cell in found.cells if "outputs" in cell}
    assert "sigmoid</pre></strong> passed!" in said["check-sigmoid"]
    assert "Hidden checks, with other inputs, run when you submit." in said["check-sigmoid"]
    assert "They differ in 2 of 6 numbers." in said["check-relu_backward"]
    assert "The largest difference is at [0, 2]: yours 5, expected 0." in said["check-relu_backward"]
    assert "linear_forward raised NameError" in said["check-linear_forward"]
    assert "return X @ W + c" in said["check-linear_forward"]
    assert "Not attempted yet: train in backprop.ipynb" in said["check-train"]
    for text in said.values():
        assert "Traceback" not in text
        assert "NotPassed" not in text
        assert "Error at line" not in text


def test_otter_check_in_the_terminal_says_the_same(student, tmp_path):
    answers = tmp_path / "answers.py"
    answers.write_text("def relu_backward(dA, Z):\n    return dA * (dA > 0)\n")
    done = subprocess.run(
        [BIN / "otter", "check", answers, "-q", "relu_backward", "-t", student / "tests"],
        cwd=student, env={**QUIET, "PYTHONPATH": str(student)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "They differ in 2 of 6 numbers." in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def test_three_graders_give_the_same_points(assignment, zygote, zips, tmp_path, name):
    submission = sample(name, tmp_path)
    modules = assignment.module_names
    report = Grader(assignment, zygote, seed=SEED, deadlines=DEADLINES).grade(read_submission(submission, modules))
    ours = {exercise.name: exercise.score for exercise in report.exercises}
    assert points(otter_run(submission, zips / "plugin.zip", tmp_path / "plugin")) == ours
    assert points(otter_run(submission, zips / "plain.zip", tmp_path / "plain")) == ours


@pytest.mark.slow
def test_a_finished_notebook_draws_its_pictures_and_gets_all_points_both_ways(assignment, student, zips, tmp_path):
    blank = (student / "backprop.ipynb").read_bytes()
    notebook = filled_in.filled_in(blank, filled_in.answers(ROOT / "solutions", assignment))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(student)}}).execute()
    drawn = [cell for cell in notebook.cells if cell.id.startswith("picture-")]
    assert drawn
    assert all("image/png" in cell.outputs[0].data for cell in drawn)
    nbformat.write(notebook, tmp_path / "alice.ipynb")
    for way in ("plugin", "plain"):
        assert sum(points(otter_run(tmp_path / "alice.ipynb", zips / f"{way}.zip", tmp_path / way)).values()) == 100


@pytest.mark.slow
def test_feedback_on_gradescope_is_ours_in_both_ways(zips, tmp_path):
    submission = sample("typical", tmp_path)
    for way in ("plugin", "plain"):
        results = otter_run(submission, zips / f"{way}.zip", tmp_path / way)
        public, *questions = results["tests"]
        assert (public["visibility"], questions[0]["visibility"]) == ("visible", "after_published")
        assert "Hidden checks, with other inputs, have run as well" in public["output"]
        assert "The result is half of what it should be." in public["output"]
        said = json.dumps(results)
        assert "Traceback" not in said
        assert "run_check(" not in said


class Leaves:
    """Runs a command when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


@pytest.mark.slow
def test_with_the_plugin_nothing_of_a_submission_runs_in_otter(assignment, zips, tmp_path):
    marks = [tmp_path / name for name in ("from-a-cell", "from-a-pickle")]
    forged = f"""
import json, os, pathlib
for path in [".", "..", "../results", "../source"]:
    try:
        pathlib.Path(path, "results.json").write_text(json.dumps({{"score": 100}}))
    except OSError:
        pass
os.system("touch {marks[0]}")
import otter.test_files.exception_test as tests
tests.ExceptionTestFile.run = lambda self, names: None
"""
    path = notebook(tmp_path / "hostile.ipynb", forged)
    with zipfile.ZipFile(tmp_path / "hostile.zip", "w") as archive:
        archive.write(path, path.name)
        archive.writestr(".OTTER_LOG", pickle.dumps(Leaves(marks[1])))
    results = otter_run(tmp_path / "hostile.zip", zips / "plugin.zip", tmp_path / "out")
    assert set(points(results).values()) == {0}
    assert [mark.name for mark in marks if mark.exists()] == []


# What a Python, IPython or Jupyter that starts in a folder takes from it, or that Otter or its kernel imports.
FOUND_FIRST = """
json.py sitecustomize.py usercustomize.py ipykernel_launcher.py ipykernel/__init__.py IPython/__init__.py
IPython/core/__init__.py otter/__init__.py otter/execute/__init__.py numpy/__init__.py autograder/__init__.py pickle.py
logging/__init__.py _pydev_bundle.py ipython_config.py ipython_kernel_config.py jupyter_config.py ipykernel_config.py
.ipython/profile_default/startup/00.py .ipython/profile_default/ipython_kernel_config.py .jupyter/jupyter_config.py
tests/relu_backward.py tests/__init__.py submission/__init__.py __init__.py
""".split()  # noqa: SIM905  # names read best as one text
WRITES_RESULTS = """
import atexit, json, os, pathlib
pathlib.Path({mark!r}).touch()
full = json.dumps({{"score": 100, "tests": [{{"name": "q", "score": 100, "max_score": 100}}]}})
def write():
    for path in ["results.json", "results/results.json", "../results/results.json"]:
        try:
            pathlib.Path(path).write_text(full)
        except OSError:
            pass
write()
atexit.register(write)
"""


def planted(folder: Path, mark: Path, name: str = "hostile.ipynb") -> dict[str, bytes]:
    """A submission's files: a notebook, and beside it all that might be found before what is meant."""
    program = WRITES_RESULTS.format(mark=str(mark)).encode()
    files = dict.fromkeys(FOUND_FIRST, program)
    files |= {".OTTER_LOG": pickle.dumps(Leaves(mark)), "pyvenv.cfg": b"home = /nonexistent"}
    kernel = {"argv": ["touch", str(mark)], "display_name": "Python 3", "language": "python"}
    for place in ("kernels", "share/jupyter/kernels", ".local/share/jupyter/kernels"):
        files[f"{place}/python3/kernel.json"] = json.dumps(kernel).encode()
    return files | {name: notebook(folder / name, program.decode()).read_bytes()}


@pytest.mark.slow
def test_otter_finds_nothing_of_a_submission_before_what_is_meant(zips, tmp_path):
    files = planted(tmp_path, mark := tmp_path / "ran")
    with zipfile.ZipFile(tmp_path / "hostile.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    results = otter_run(tmp_path / "hostile.zip", zips / "plugin.zip", tmp_path / "out")
    assert set(points(results).values()) == {0}
    assert not mark.exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["json.py", "sitecustomize.py", "numpy.ipynb"])
def test_a_submissions_name_is_no_module_for_otters_kernel(zips, tmp_path, name):
    shutil.copy(sample("typical", tmp_path), tmp_path / name)
    if name.endswith(".py"):
        (tmp_path / name).write_bytes(b"\n".join(path.read_bytes() for path in (SAMPLES / "one_file").glob("*.py")))
    assert sum(points(otter_run(tmp_path / name, zips / "plugin.zip", tmp_path / "out")).values()) > 0


def laid_out(root: Path, zips: Path) -> Path:
    """A folder laid out as Gradescope's, with the packages that are installed here; returns that of the submission."""
    (root / "venv/bin").mkdir(parents=True)
    (root / "results").mkdir()
    (root / "submission").mkdir()
    with zipfile.ZipFile(io.BytesIO((zips / "plugin.zip").read_bytes())) as archive:
        archive.extractall(root / "source")
    (root / "venv/bin/python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (root / "venv/bin/python").chmod(0o755)
    (root / "submission_metadata.json").write_text(json.dumps({"users": []}))
    return root / "submission"


def graded_as_on_gradescope(root: Path) -> tuple[float, str]:
    """The points, and what was said."""
    done = subprocess.run(
        ["bash", root / "source/run_autograder", root],
        cwd=root / "submission", env={**QUIET, "HOME": str(root)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    results = json.loads((root / "results/results.json").read_text())
    return sum(points(results).values()), f"{results['output']}\n{done.stdout}{done.stderr}"


@pytest.mark.slow
def test_the_scripts_for_gradescope_start_otter(zips, tmp_path):
    submission = laid_out(root := tmp_path / "autograder", zips)
    for name, content in planted(tmp_path, mark := tmp_path / "ran", "typical.ipynb").items():
        (submission / name).parent.mkdir(parents=True, exist_ok=True)
        (submission / name).write_bytes(content)
    sample("typical", submission)
    graded, said = graded_as_on_gradescope(root)
    assert graded == float((SAMPLES / "typical.txt").read_text().split()[0]), said
    assert not mark.exists()


@pytest.mark.slow
def test_links_in_a_submission_lead_nowhere(zips, tmp_path):
    """To the solutions, as the submission; and to what Otter replaces and creates beside it."""
    submission = laid_out(root := tmp_path / "autograder", zips)
    (submission / "alice.py").symlink_to("../source/solutions/layers.py")
    (submission / "tests").symlink_to("../source/solutions")
    (submission / "__init__.py").mkdir()
    graded, said = graded_as_on_gradescope(root)
    assert graded == 0
    assert "alice.py is a link and was not read" in said
    assert (root / "source/solutions/layers.py").exists()


ODD = {
    "metadata.ipynb": json.dumps({"cells": [], "metadata": 5, "nbformat": 4, "nbformat_minor": 5}),
    "otter.ipynb": json.dumps({"cells": [], "metadata": {"otter": "mine"}, "nbformat": 4, "nbformat_minor": 5}),
    "deep.ipynb": "[" * 100_000 + "]" * 100_000,
    "nothing.ipynb": "",
    "list.ipynb": "[]",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_a_notebook_that_otter_cannot_read_is_graded(zips, tmp_path, name):
    submission = laid_out(root := tmp_path / "autograder", zips)
    (submission / name).write_text(ODD[name])
    graded, said = graded_as_on_gradescope(root)
    assert graded == 0
    assert name in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_several_files_are_graded_as_they_are_without_otter(zips, tmp_path):
    submission = laid_out(root := tmp_path / "autograder", zips)
    for path in (SAMPLES / "typical").glob("*.py"):
        shutil.copy(path, submission)
    graded, said = graded_as_on_gradescope(root)
    assert graded == float((SAMPLES / "typical.txt").read_text().split()[0]), said


@pytest.mark.slow
def test_where_there_is_no_grade_nobody_gets_0_points(zips, tmp_path):
    """An assignment that cannot be loaded: no fault of the student's."""
    with zipfile.ZipFile(zips / "plugin.zip") as whole, zipfile.ZipFile(tmp_path / "broken.zip", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"{" if name == "settings.json" else whole.read(name))
    (tmp_path / "out").mkdir()
    done = subprocess.run(
        [BIN / "otter", "run", sample("typical", tmp_path), "-a", tmp_path / "broken.zip", "-o", tmp_path / "out"],
        cwd=tmp_path, env=QUIET, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode != 0
    assert not (tmp_path / "out" / "results.json").exists()
