"""``autograder check``: a student's files, a student's words, and where a student stands."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.assignment.loading import load_assignment
from autograder.judging.recorded_cases import FILE, recorded_cases
from tests.engine.cli.commands import RIGHT, TINY, WRONG, run
from tests.support.project import MATERIAL, ROOT, SAMPLES

COMMAND = [sys.executable, "-m", "autograder", "check"]
ALL_PASSED = "All public checks passed; hidden checks run when you submit."


@pytest.fixture
def student(tmp_path):
    """A student's copy: no solutions."""
    shutil.copytree(TINY / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


def solve(folder, means=RIGHT):
    (folder / "means.py").write_text(means)
    (folder / "spread.py").write_text("def variance(X): return X.var(axis=0) ** 1\n")


def check(*words, cwd, code=0, assignment=TINY, **environment):
    done = subprocess.run(
        [*COMMAND, *map(str, words), "--assignment", str(assignment)],
        cwd=cwd, capture_output=True, timeout=60, env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode(environment.get("PYTHONIOENCODING", "utf-8"))
    assert "Traceback" not in said, said
    assert done.returncode == code, said
    return said


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_stubs_then_right_answers_then_a_mistake(tmp_path):
    shutil.copytree(ROOT / "exercises", folder := tmp_path / "exercises")
    said = check(cwd=folder, code=1, assignment=ROOT)
    assert "Begin with: 1.1 sigmoid, in forward.py.\n" in said
    assert "0 of 42.25 public points. 0 of 32 exercises pass their public checks; 32 not attempted yet." in said
    for path in (SAMPLES / "perfect").glob("*.py"):
        shutil.copyfile(path, folder / path.name)
    said = check(cwd=folder, assignment=ROOT)
    assert f"{ALL_PASSED} 42.25 of 42.25 public points." in said
    assert not re.search("[✗·!⏱]", said)
    assert "Stuck?" not in said
    change(folder / "layers.py", "np.where(Z > 0, dA, 0.0)", "dA * (dA > 0)")
    said = check(cwd=folder, code=1, assignment=ROOT)
    assert "✓ relu_forward  ✗ relu_backward  ✓ squared_loss_backward" in said
    assert "3.4 relu_backward (in layers.py): 2 of 5 checks passed" in said
    assert said.count("The values are wrong.") == 1
    assert "others are not right yet, perhaps for the same reason. --all shows everything." in said
    assert "All public checks" not in said
    assert said.endswith("\n\nStuck? python -m autograder explain relu_backward\n")


def test_what_is_next_is_said_when_nothing_is_wrong(student):
    (student / "means.py").write_text(RIGHT)
    said = check(cwd=student, code=1)
    assert "Next: 2.1 variance, in spread.py.\n" in said
    assert "4 of 5 public points. 2 of 3 exercises pass their public checks; 1 not attempted yet." in said


@pytest.mark.slow
def test_words_are_exercises_modules_files_and_folders(student):
    solve(student, WRONG)
    outside = student.parent
    for place, words, code, expected in (
        (student, ["spread.py"], 0, "All public checks of spread.py passed; hidden checks run when you submit."),
        (outside, ["spread.py"], 0, "All public checks of spread.py passed;"),
        (outside, ["exercises/spread.py"], 0, "All public checks of exercises/spread.py passed;"),
        (outside, ["spread"], 0, "All public checks of spread passed;"),
        (outside, ["variance"], 0, "All public checks of variance passed;"),
        (outside, [student, "spread.py"], 0, "All public checks of "),
        (outside, ["exercises"], 1, "public points. 2 of 3"),
    ):
        said = check(*words, cwd=place, code=code)
        assert expected in said, words
        assert ("centred" in said) == ("of 3" in said), words
    assert "of mean, spread.py. 1 of 2 exercises pass" in check("mean", "spread.py", cwd=student, code=1)


def test_of_a_notebook_its_own_name_is_said(student):
    book = {"cells": [{"cell_type": "code", "source": WRONG, "metadata": {}, "outputs": [], "execution_count": None}]}
    (student / "my work.ipynb").write_text(json.dumps({**book, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
    said = check(student / "my work.ipynb", cwd=student, code=1)
    assert "(in my work.ipynb): " in said
    assert "(in means.py)" not in said


def test_words_that_mean_nothing(student):
    said = check("varianc", cwd=student, code=2)
    assert said == "Error: There is no exercise, file or folder varianc. Did you mean variance?\n"
    assert "Did you mean centred?" in check("Centred", cwd=student, code=2)
    assert "two places: check one at a time" in check(TINY / "solutions", TINY / "exercises", cwd=student, code=2)


@pytest.mark.slow
def test_a_file_that_cannot_be_run_comes_before_all_else(student):
    solve(student, RIGHT.replace("def centred(", "def centred(("))
    change(student / "spread.py", "** 1", "** 3")
    said = check(cwd=student, code=1)
    assert "! centred" in said
    assert "means.py is not valid Python" in said
    assert "variance (in spread.py)" not in said
    assert "not right yet" not in check("means.py", cwd=student, code=1)
    everything = check("--all", cwd=student, code=1)
    assert "variance (in spread.py)" in everything
    assert len(re.findall(r"(?m)^\s*means.py is not valid Python", everything)) == 1


def test_what_a_program_prints_is_there_and_does_not_fill_the_screen(student):
    (student / "means.py").write_text("for n in range(40): print('line', n)\ndef mean(X): return X\n")
    said = check(cwd=student, code=1)
    assert "Your program printed:\n  line 0\n" in said
    assert "line 39" not in said
    assert "  line 39\n" in check("--all", cwd=student, code=1)


@pytest.mark.parametrize(
    ("encoding", "untouched"), [("ascii", "."), pytest.param("cp1252", "·", marks=pytest.mark.slow)]
)
def test_a_console_may_know_few_characters(student, encoding, untouched):
    (student / "means.py").write_text(WRONG.replace("X - X", "ΣX - X").replace("centred(X)", "centred(ΣX)"))
    said = check(cwd=student, code=1, PYTHONIOENCODING=encoding)
    assert " 1 means   x mean" in said
    assert f" 2 spread  {untouched} variance" in said


def test_where_nobody_reads_colours_there_are_none(student):
    (student / "means.py").write_text(WRONG)
    assert "\033" not in check(cwd=student, code=1)


@pytest.mark.slow
def test_the_same_is_said_where_code_runs_in_programs(student):
    (student / "means.py").write_text(WRONG)
    assert check("--programs", cwd=student, code=1) == check(cwd=student, code=1)


@pytest.mark.slow
def test_check_where_one_file_is_all_there_is(tmp_path):
    logistic = MATERIAL / "logistic"
    shutil.copytree(logistic / "exercises", tmp_path / "exercises")
    (tmp_path / "exercises" / FILE).write_bytes(recorded_cases(load_assignment(logistic)))
    shutil.copy(logistic / "solutions" / "logistic.py", tmp_path)  # beside the folder that is checked, not in it
    said = run("check", tmp_path / "exercises", "--assignment", tmp_path, code=1)
    assert "0 of 3 exercises pass their public checks; 3 not attempted yet." in said
    assert "was not" not in said
    shutil.copy(tmp_path / "logistic.py", tmp_path / "exercises")
    assert "All public checks passed" in run("check", "--assignment", tmp_path, cwd=tmp_path / "exercises")
