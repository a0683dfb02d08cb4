"""``autograder grade``, as an instructor types it."""

import json
import subprocess
import sys

import pytest

from autograder.sandbox.guest.isolation import landlock
from tests.engine.cli.commands import RIGHT, TINY, WRONG, grade, run
from tests.support.packing import write, zipped
from tests.support.project import ROOT, SAMPLES


@pytest.fixture
def right(tmp_path):
    (tmp_path / "means.py").write_text(RIGHT)
    return tmp_path / "means.py"


def test_points_and_feedback_are_printed():
    said = run("grade", SAMPLES / "typical", "--seed", 1)
    assert "typical points of checks" in said
    assert "dW and db are wrong; dX is right." in said
    assert "Right, given a correct linear_backward and relu_backward: no further points lost." in said
    assert ("NOT protected" in said) == (not landlock.version())


@pytest.mark.slow
def test_the_same_seed_writes_the_same_json(tmp_path):
    (tmp_path / "means.py").write_text(WRONG)
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for path in (first, second):
        grade(tmp_path / "means.py", "--seed", 7, "--json", path)
    assert first.read_bytes() == second.read_bytes()
    report = json.loads(first.read_text())
    assert (report["schema_version"], report["seed"]) == (2, 7)
    assert 0 < report["score"] < report["max_score"] == 15


def test_a_folder_of_submissions_gives_one_line_each(tmp_path):
    path = tmp_path / "all.json"
    write(tmp_path / "class", {"ada/means.py": RIGHT.encode(), "bob/means.py": WRONG.encode(), "cy/spread.py": b""})
    said = grade(tmp_path / "class", "--json", path, "--jobs", 2)
    assert [json.loads(line)["submission"]["name"] for line in path.read_text().splitlines()] == ["ada", "bob", "cy"]
    assert "3 submissions, median" in said
    assert "ada 10" in said
    assert "cy 0" in said


@pytest.mark.parametrize(
    "form", ["zip", *(pytest.param(each, marks=pytest.mark.slow) for each in ("folder", "zip in a zip's folder"))]
)
def test_an_export_that_lists_nobody_is_told_in_a_sentence(tmp_path, form):
    path = tmp_path / "export.zip"
    if form == "folder":
        write(path := tmp_path / "export", {"submission_metadata.yml": b"--- {}\n"})
    else:
        around = "assignment_1_export/" if form != "zip" else ""
        path.write_bytes(zipped({f"{around}submission_metadata.yml": b"--- {}\n"}))
    said = grade(path, "--json", tmp_path / "all.json", code=1)
    assert "Gradescope export: 0 submissions." in said
    assert "There is nobody in " in said
    assert {each.name for each in tmp_path.iterdir()} == {path.name}


@pytest.mark.parametrize(
    "files",
    [{"notes.txt": b""}]
    + [pytest.param(each, marks=pytest.mark.slow) for each in ({}, {"submitted/": b""}, {"submitted/alice/": b""})],
)
def test_a_folder_without_code_is_no_traceback(tmp_path, files):
    (folder := tmp_path / "empty").mkdir()
    write(folder, files)
    assert "There is no Python file to grade here." in grade(folder, code=1)


def test_reports_are_written_even_if_nobody_reads_the_terminal(right, tmp_path):
    path = tmp_path / "report.json"
    command = [sys.executable, "-m", "autograder", "grade", str(right), "--assignment", str(TINY), "--json", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as grading:
        grading.stdout.close()
        grading.wait(timeout=60)
    assert json.loads(path.read_text())["score"] == 10


def test_the_report_may_go_to_standard_output(right):
    words = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        str(right),
        "--assignment",
        str(TINY),
        "--json",
        "/dev/stdout",
    ]
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=60)
    report, _ = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])
    assert report["score"] == 10


def test_wrong_usage_is_2_and_says_what_is_wrong(tmp_path):
    assert "does not exist" in run("grade", tmp_path / "nowhere", code=2)
    assert "Missing argument 'PATH...'" in run("grade", code=2)
    assert "--jobs" in run("grade", SAMPLES, "--jobs", 0, code=2)


def test_what_cannot_be_graded_is_1_and_the_rest_is_graded(tmp_path):
    write(tmp_path, {"alice/means.py": RIGHT.encode(), "bob/notes.txt": b"later"})
    said = grade(tmp_path, code=1)
    assert "bob 0 could not be graded: There is no Python file to grade here." in said
    assert "alice 10" in said
    assert "cannot be written" in grade(tmp_path / "alice", "--json", tmp_path / "no" / "x.json", code=2)
    nobody = tmp_path / "no_assignment"
    nobody.mkdir()
    assert "holds no assignment" in run("grade", tmp_path / "alice", "--assignment", nobody, code=1)


def test_without_solutions_it_says_what_to_use(right, tmp_path):
    (tmp_path / "student").mkdir()
    (tmp_path / "student" / "exercises").symlink_to(TINY / "exercises")
    assert "only its public checks can run. Use check." in run(
        "grade", right, "--assignment", tmp_path / "student", code=1
    )


def test_what_a_submission_prints_moves_no_cursor(tmp_path):
    (tmp_path / "means.py").write_text("print('\\033[2J\\033]0;title\\a\\u202eevil')\n")
    said = grade(tmp_path)
    assert "\\x1b[2J\\x1b]0;title\\x07\\x202eevil" in said
    assert "\033" not in said
