"""What students begin with: what is in the zip, and a first hour with it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

from autograder.assignment.loading import load_assignment
from autograder.assignment.model import AssignmentError
from autograder.cli.main import main
from autograder.platforms.otter.otter_zips import otter_student_files
from autograder.version import VERSION
from tests.support.project import MATERIAL, ROOT, SAMPLES

pytestmark = pytest.mark.slow  # each is a first hour with an unpacked zip

ALLOWED = re.compile(
    r"README\.md|conftest\.py|pytest\.ini|requirements(-notebook)?\.txt|backprop\.ipynb"
    r"|autograder/([a-z_]+/)*[a-z_]+\.py|exercises/([a-z_]+/)*[a-z_]+\.(py|md)|exercises/README\.md|exercises/(known_mistakes|hunts|recorded_cases)\.json"
)
WRONG = ("np.where(Z > 0, dA, 0.0)", "dA * (dA > 0)")
ALL_PASSED = "All public checks passed; hidden checks run when you submit."


def build(*options, code=0):
    done = CliRunner().invoke(main, ["release", "student", *map(str, options)])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    assert "backprop-student.zip: " in build("--output", folder)
    return folder / "backprop-student.zip"


@pytest.fixture
def student(package, tmp_path):
    """The zip in an empty folder."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "backprop")
    return tmp_path / "backprop"


def put(sample, folder):
    for path in (SAMPLES / sample).glob("*.py"):
        shutil.copyfile(path, folder / "exercises" / path.name)


def run(*command, cwd, code=0):
    """A command in the student's folder. Of this project, only the installed packages can be found from there."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment(), capture_output=True, text=True, timeout=300
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def environment():
    """Without what belongs to these tests: where there is a CI, pytest repeats messages in its summary."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON", "CI"))}
    return {**kept, "PYTHONIOENCODING": "utf-8"}


def pytest_run(folder, *options, code=0):
    return run(
        sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:hypothesispytest", *options, cwd=folder, code=code
    )


def test_the_zip_is_the_same_whoever_builds_it(package, tmp_path):
    copy = tmp_path / "copy"
    for part in ("autograder", "exercises", "solutions"):
        shutil.copytree(
            ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile
        )
    layers = copy / "exercises" / "layers.py"
    layers.write_bytes(layers.read_bytes().replace(b"\n", b"\r\n"))
    (copy / "exercises" / ".env").write_text("secret = 1")
    subprocess.run(
        [sys.executable, "-m", "autograder", "release", "student", "--output", tmp_path],
        cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"}, check=True, capture_output=True,
    )  # fmt: skip
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (package, tmp_path / package.name)]
    assert digests[0] == digests[1]


def test_what_is_in_the_zip_is_what_may_be(package, assignment):
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert [name for name in files if not ALLOWED.fullmatch(name)] == []
    python = {path.relative_to(ROOT).as_posix() for path in (ROOT / "exercises").rglob("*.py")}
    assert {name for name in files if name.startswith("exercises/") and name.endswith(".py")} == python
    for name in ("requirements.txt", "requirements-notebook.txt", "README.md", "exercises/README.md"):
        assert name in files
    assert "@" not in files["README.md"]
    everything = "\n".join(files.values())
    hidden = {check.title for each in assignment.exercises for check in each.checks if not check.is_public}
    public = {check.title for each in assignment.exercises for check in each.checks if check.is_public}
    assert [title for title in hidden - public if title in everything] == []
    for file in ("known_mistakes", "hunts"):
        files.pop(f"exercises/{file}.json")
    hints = [misconception.hint for misconception in assignment.misconceptions]
    assert [hint for hint in hints if hint in "\n".join(files.values())] == []


def test_no_second_conftest_lies_where_pytest_looks(package):
    with zipfile.ZipFile(package) as archive:
        assert [name for name in archive.namelist() if name.endswith("conftest.py")] == ["conftest.py"]


def test_students_need_what_the_readme_says(package):
    with zipfile.ZipFile(package) as archive:
        needed = archive.read("requirements.txt").decode().splitlines()
    assert [re.split("[>=]", line)[0] for line in needed] == ["numpy", "click", "rich", "pytest"]


def test_a_package_has_one_floor(package):
    """Wherever it is named: for the project, for files, for the notebook, for Otter."""
    with zipfile.ZipFile(package) as archive:
        told = [archive.read(name).decode() for name in ("requirements.txt", "requirements-notebook.txt")]
    project = (ROOT / "pyproject.toml").read_text()
    floors = re.findall(r"(?m)^(\w+>=\S+)$", "\n".join(told))
    assert len(floors) == 5
    assert [floor for floor in floors if f'"{floor}"' not in project] == []
    otter = otter_student_files(load_assignment(ROOT))["requirements.txt"].decode()
    assert [floor for floor in floors if floor not in otter.splitlines()] == []


def test_messages_name_the_command_that_students_have(student):
    for words in (["explain", "sigmoid"], ["explain"], ["gradcheck"]):
        said = run(sys.executable, "-m", "autograder", *words, cwd=student)
        assert f"python -m autograder {words[0]}" in said
        assert not re.search("(?<!python -m )autograder (check|explain|gradcheck)", said)


def test_commands_are_those_that_students_have(student):
    said = run(sys.executable, "-m", "autograder", "--help", cwd=student)
    listed = re.findall(r"(?m)^  (\w+)  ", said.partition("Commands:")[2])
    assert listed == ["check", "explain", "gradcheck", "hunt", "predict"]
    assert "grade PATH" not in said
    assert "nstructor" not in said


def test_it_begins_with_what_to_do_first(student):
    said = run(sys.executable, "-m", "autograder", "check", cwd=student, code=1)
    assert "Begin with: 1.1 sigmoid, in forward.py." in said


def test_without_its_packages_it_says_what_to_do(student):
    """The Python of the system, while the environment is not activated."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "autograder", "check"], cwd=student, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "is not installed for this Python" in done.stderr
    assert "pip install -r requirements.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_pytest_skips_what_is_still_to_do(student):
    said = pytest_run(student)
    assert re.search(r"= \d+ skipped in", said)
    assert (
        "0 of 32 exercises pass their public checks; 32 not attempted yet. Hidden checks run when you submit." in said
    )
    reasons = pytest_run(student, "-rs", "exercises/training.py")
    assert "Not attempted yet: train in training.py still raises NotImplementedError." in reasons
    assert "Begin with: 9.1 minibatches, in training.py." in reasons


def test_pytest_says_what_check_says(student):
    put("perfect", student)
    said = pytest_run(student)
    assert ALL_PASSED in said
    assert "skipped" not in said
    layers = student / "exercises" / "layers.py"
    layers.write_text(layers.read_text().replace(*WRONG))
    checked = run(sys.executable, "-m", "autograder", "check", "relu_backward", cwd=student, code=1)
    said = pytest_run(student, "-k", "relu_backward", code=1)
    message = re.search(r"(?s)    relu_backward\(dA=.*expected 0\.\n", checked)[0]
    assert re.sub("(?m)^    ", "", message) in said
    assert "relu_backward: Neurons that are on and off, gradients of both signs" in said
    assert "3 failed, 2 passed" in said
    assert "0.375 of 2.125 public points of relu_backward." in said
    assert "NotPassed" not in said
    assert "\nStuck? python -m autograder explain relu_backward\n" in said
    assert "pytest_plugin.py" not in said


def test_in_pytest_a_hint_stands_in_front_of_the_example(student):
    put("perfect", student)
    layers = student / "exercises" / "layers.py"
    layers.write_text(layers.read_text() + "\n\ndef relu_forward(Z):\n    Z[Z < 0] = 0\n    return Z\n")
    said = pytest_run(student, "-k", "relu_forward", code=1)
    assert (
        said.index("After the call, Z")
        < said.index("Hint: The caller may")
        < said.index("relu_forward(Z=np.array([[-2.]")
    )


MEAN_OVER_BATCH = """
def linear_backward(dZ, X, W):
    dX, dW, _ = right(dZ, X, W)
    return dX, dW, dZ.mean(axis=0)
"""


def test_a_mistake_has_its_name_wherever_it_is_checked(student, assignment):
    """With the words of the misconception; the other functions are right, or still to be written."""
    hints = [each.hint for each in assignment.misconceptions if each.exercise == "linear_backward"]
    put("perfect", student)
    layers = student / "exercises" / "layers.py"
    layers.write_text(layers.read_text() + "\n\nright = linear_backward\n" + MEAN_OVER_BATCH)
    checked = run(sys.executable, "-m", "autograder", "check", "linear_backward", cwd=student, code=1)
    (hint,) = (each for each in hints if each in checked)
    assert hint in pytest_run(student, "-k", "linear_backward", code=1)
    found = nbformat.read(student / "backprop.ipynb", as_version=4)
    kept = {"setup", "stub-linear_forward", "stub-linear_backward", "check-linear_backward"}
    found.cells = [each for each in found.cells if each.id in kept]
    found.cells[1].source = "def linear_forward(X, W, b):\n    return X @ W + b"
    found.cells[2].source = "import numpy as np\ndef right(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)\n"
    found.cells[2].source += MEAN_OVER_BATCH
    NotebookClient(found, timeout=60, resources={"metadata": {"path": str(student)}}).execute()
    assert hint in " ".join(str(output) for output in found.cells[3].outputs)


def test_what_is_known_of_other_checks_names_nothing(student, assignment):
    put("perfect", student)
    layers = student / "exercises" / "layers.py"
    layers.write_text(layers.read_text() + "\n\nright = linear_backward\n" + MEAN_OVER_BATCH)
    hints = [each.hint for each in assignment.misconceptions if each.exercise == "linear_backward"]
    known = student / "exercises" / "known_mistakes.json"
    whole = known.read_text()
    for damaged in ("", "{}", whole[: len(whole) // 2], whole.replace('"checks":"', '"checks":"0', 1)):
        known.write_text(damaged)
        checked = run(sys.executable, "-m", "autograder", "check", "linear_backward", cwd=student, code=1)
        assert "Hint" not in checked
        assert [hint for hint in hints if hint in checked] == []


def test_pytest_goes_in_the_order_of_the_lecture(student):
    put("typical", student)
    said = pytest_run(student, "-x", "-q", code=1)
    assert "FAILED exercises/neuron.py::linear_neuron_gradient::outputs_too_big_and_too_small" in said
    collected = pytest_run(student, "--collect-only", "-q")
    files = list(dict.fromkeys(re.findall(r"(?m)^exercises/(\w+)\.py::", collected)))
    assert files == [
        "forward",
        "neuron",
        "layers",
        "two_layer",
        "deep",
        "dead_relu",
        "residual",
        "stability",
        "training",
    ]


def test_pytest_runs_nothing_of_a_students_file_itself(student):
    """Also where the file is named: a statement that fails is said once, and what is not there yet is skipped."""
    (student / "exercises" / "neuron.py").write_text("raise SystemExit(3)\n")
    said = pytest_run(student, "exercises/neuron.py")
    assert (
        said.count("neuron.py raised SystemExit: 3 when it was imported.\n  neuron.py, line 1: raise SystemExit(3)")
        == 1
    )


def test_pytest_runs_a_students_own_tests_too_and_from_below(student):
    (student / "exercises" / "test_mine.py").write_text("from forward import sigmoid\ndef test_it(): assert sigmoid\n")
    said = pytest_run(student / "exercises")
    assert re.search(r"= 1 passed, \d+ skipped in", said)


def test_the_notebook_says_what_check_says(student):
    found = nbformat.read(student / "backprop.ipynb", as_version=4)
    found.cells = [each for each in found.cells if each.id in {"setup", "stub-relu_backward", "check-relu_backward"}]
    found.cells[1].source = "def relu_backward(dA, Z):\n    return dA * (dA > 0)"
    NotebookClient(found, timeout=60, resources={"metadata": {"path": str(student)}}).execute()
    said = "".join(str(output) for output in found.cells[2].outputs)
    assert "The largest difference is at [0, 2]: yours 5, expected 0." in said
    assert "Traceback" not in said


def test_a_notebook_is_measured_by_its_name(student):
    """As its first cell says; what is said of files is not said of it."""
    found = nbformat.read(student / "backprop.ipynb", as_version=4)
    (first,) = (each.source for each in found.cells if each.id == "how-to-work")
    assert "`!python -m autograder gradcheck NAME backprop.ipynb`" in first
    for cell in found.cells:
        if cell.id == "stub-linear_forward":
            cell.source = "def linear_forward(X, W, b):\n    return X @ W + b"
        if cell.id == "stub-linear_backward":
            cell.source = "def linear_backward(dZ, X, W):\n    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)"
    nbformat.write(found, student / "backprop.ipynb")
    said = run(sys.executable, "-m", "autograder", "gradcheck", "linear_backward", "backprop.ipynb", cwd=student)
    assert said.startswith("linear_backward (in backprop.ipynb), seed 0\n")
    assert "All results agree" in said


@pytest.mark.slow
def test_the_first_hour(student):
    """In an environment of its own, with what requirements.txt names and nothing else."""
    run(sys.executable, "-m", "venv", ".venv", cwd=student)
    (own,) = (
        path for path in ((student / ".venv/bin/python"), (student / ".venv/Scripts/python.exe")) if path.exists()
    )
    run(own, "-m", "pip", "install", "-q", "-r", "requirements.txt", cwd=student)
    for options in ([], ["--programs"]):
        assert "32 not attempted yet" in run(own, "-m", "autograder", "check", *options, cwd=student, code=1)
    assert "skipped" in run(own, "-m", "pytest", cwd=student)
    put("perfect", student)
    for options in ([], ["--programs"]):
        assert ALL_PASSED in run(own, "-m", "autograder", "check", *options, cwd=student)
    assert ALL_PASSED in run(own, "-m", "pytest", cwd=student)
    put("typical", student)
    said = run(own, "-m", "autograder", "check", "--all", cwd=student, code=1)
    assert "The result is half of what it should be." in said
    shutil.copyfile(SAMPLES / "notebook" / "backprop.ipynb", student / "mine.ipynb")
    assert "public points." in run(own, "-m", "autograder", "check", "mine.ipynb", cwd=student, code=1)
    assert VERSION in run(own, "-m", "autograder", "--version", cwd=student)


@pytest.fixture
def tiny_course(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


SOLVED = "def mean(X):\n    return X.sum(axis=0) / len(X)\n"
SLIPS = {
    "means.py: mean is no stub": lambda exercises: (exercises / "means.py").write_text(SOLVED),
    "means.py: centred is no stub": lambda exercises: append(
        exercises / "means.py", "centred = lambda X: X - X.mean(0)"
    ),
    "spread.py: variance is no stub": lambda exercises: append(
        exercises / "spread.py", "if True:\n    def variance(X): ..."
    ),
    "means.py holds a line of solutions/means.py": lambda exercises: append(
        exercises / "means.py", "def _old(X):\n    return X.sum(axis=0)/len(X)  # as a comment, too"
    ),
    "guide/means.md holds a line of solutions/means.py": lambda exercises: (
        (exercises / "guide").mkdir() or (exercises / "guide/means.md").write_text(f"# Means\n{SOLVED}")
    ),
    "old_means.py belongs to no exercise": lambda exercises: (exercises / "old_means.py").write_text(SOLVED),
    "means.txt belongs to no exercise": lambda exercises: (exercises / "means.txt").write_text(SOLVED),
    "checks/_answers.py belongs to no exercise": lambda exercises: (exercises / "checks/_answers.py").write_text(
        SOLVED
    ),
    "old/means.py belongs to no exercise": lambda exercises: (
        (exercises / "old").mkdir() or (exercises / "old/means.py").write_text(SOLVED)
    ),
    "spread.py is a link": lambda exercises: (
        (exercises / "spread.py").unlink() or (exercises / "spread.py").symlink_to("../solutions/spread.py")
    ),
    "guide is a link": lambda exercises: (exercises / "guide").symlink_to("../solutions"),
}


def append(path, text):
    path.write_text(f"{path.read_text()}\n{text}\n")


def test_a_slip_of_the_instructors_stops_a_release(tiny_course, tmp_path):
    """What lies below exercises/ by accident is named, and nothing is written, for the notebook's zip neither."""
    options = ("--assignment", tiny_course, "--output", tmp_path / "dist")
    (tiny_course / "exercises" / ".notes.py").write_text(SOLVED)
    build(*options)
    (built,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(built) as archive:
        assert not [name for name in archive.namelist() if "notes" in name]
    built.unlink()
    for said, slip in SLIPS.items():
        copy = tmp_path / re.sub(r"\W", "-", said)
        shutil.copytree(tiny_course, copy)
        slip(copy / "exercises")
        found = build("--assignment", copy, "--output", tmp_path / "dist", code=1)
        assert f"Nothing was built: students would get what they should not have. exercises/{said}" in found
        with pytest.raises(AssignmentError, match="Nothing was built"):
            otter_student_files(load_assignment(copy))
    assert list((tmp_path / "dist").iterdir()) == []
