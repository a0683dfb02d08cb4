"""The commands as a person types them: real processes, exit codes, and words instead of tracebacks."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from autograder.cli.main import COMMANDS, main
from autograder.sandbox.guest.isolation import landlock
from tests.support.packing import write, zipped
from tests.support.project import MATERIAL, ROOT, SAMPLES


def run(*words, cwd=ROOT, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


def test_grade_prints_points_and_feedback():
    said = run("grade", SAMPLES / "typical", "--seed", 1)
    assert "typical points of checks" in said
    assert "dW and db are not what was asked for; dX is right." in said
    assert "Right, given a correct linear_backward and relu_backward: no further points lost." in said
    assert ("NOT protected" in said) == (not landlock.version())


def test_the_same_seed_writes_the_same_json(tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for path in (first, second):
        run("grade", SAMPLES / "typical", "--seed", 7, "--json", path)
    assert first.read_bytes() == second.read_bytes()
    report = json.loads(first.read_text())
    assert report["schema_version"] == 2
    assert report["max_score"] == 100


def test_a_folder_of_submissions_gives_one_line_each(tmp_path):
    path = tmp_path / "all.json"
    names = ["notebook", "perfect", "typical", "untouched"]
    for name in names:
        shutil.copytree(SAMPLES / name, tmp_path / "class" / name)
    said = run("grade", tmp_path / "class", "--json", path, "--jobs", 2)
    assert [json.loads(line)["submission"]["name"] for line in path.read_text().splitlines()] == names
    assert "4 submissions, median" in said
    alone = tmp_path / "one.json"
    run("grade", SAMPLES / "perfect", "--json", alone)
    assert json.loads(alone.read_text())["score"] == 100


@pytest.mark.parametrize("form", ["folder", "zip", "zip in a zip's folder"])
def test_an_export_that_lists_nobody_is_told_in_a_sentence(tmp_path, form):
    path = tmp_path / "export.zip"
    if form == "folder":
        write(path := tmp_path / "export", {"submission_metadata.yml": b"--- {}\n"})
    else:
        around = "assignment_1_export/" if form != "zip" else ""
        path.write_bytes(zipped({f"{around}submission_metadata.yml": b"--- {}\n"}))
    said = run("grade", path, "--json", tmp_path / "all.json", code=1)
    assert "Gradescope export: 0 submissions." in said
    assert "There is nobody in " in said
    assert {each.name for each in tmp_path.iterdir()} == {path.name}


@pytest.mark.parametrize("files", [{}, {"notes.txt": b""}, {"submitted/": b""}, {"submitted/alice/": b""}])
def test_a_folder_without_code_is_no_traceback(tmp_path, files):
    (folder := tmp_path / "empty").mkdir()
    write(folder, files)
    assert "There is no Python file to grade here." in run("grade", folder, code=1)


def test_reports_are_written_even_if_nobody_reads_the_terminal(tmp_path):
    path = tmp_path / "report.json"
    command = [sys.executable, "-m", "autograder", "grade", str(SAMPLES / "typical"), "--json", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as grading:
        grading.stdout.close()
        grading.wait(timeout=60)
    assert json.loads(path.read_text())["score"] > 0


def test_the_json_is_of_the_documented_form(tmp_path):
    from jsonschema import validate

    path = tmp_path / "report.json"
    run("grade", SAMPLES / "syntax_error", "--json", path)
    text, number = {"type": "string"}, {"type": "number"}

    def record(**properties):
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def listed(item):
        return {"type": "array", "items": item}

    check = record(
        name=text,
        title=text,
        visibility={"enum": ["visible", "after_due_date", "after_published", "hidden"]},
        status={"enum": ["passed", "failed", "error", "timeout", "crashed", "missing", "invalid"]},
        score=number,
        max_score=number,
        follow_through={"type": "boolean"},
        message=text,
        misconception={"type": ["string", "null"]},
        hint={"type": ["string", "null"]},
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{12}$"},
        answers=listed({"type": "string", "pattern": "^[0-9a-f]{12}$"}),
    )
    person = record(id=text, name=text, email=text, sid=text, section=text)
    identity = record(
        platform=text,
        submission_id=text,
        people=listed(person),
        submitted_at=text,
        attempt=text,
        late={"type": ["boolean", "null"]},
        files=listed(record(name=text, id=text)),
    )
    limits = ("memory_bytes", "cpu_seconds", "call_seconds", "module_seconds", "submission_seconds")
    validate(
        json.loads(path.read_text()),
        record(
            schema_version={"const": 2},
            assignment=record(name={"const": "backprop"}, version=text),
            engine=record(version=text, digest={"type": "string", "pattern": "^[0-9a-f]{12}$"}),
            seed={"type": "integer"},
            limits=record(**dict.fromkeys(limits, number)),
            submission=record(name={"const": "syntax_error"}, sha256=text, identity=identity),
            score=number,
            max_score={"const": 100},
            isolation=listed(record(protection=text, status={"enum": ["enforced", "set", "unavailable"]})),
            messages=listed(text),
            exercises=listed(record(name=text, module=text, score=number, max_score=number, checks=listed(check))),
        ),
    )


def test_the_report_may_go_to_standard_output():
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", str(SAMPLES / "one_file"), "--json", "/dev/stdout"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    report, _ = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])
    assert report["score"] == 10


# What the command itself runs; `python -m` would look for modules in the working folder first.
INSTALLED = "import sys; sys.path[0] = sys.argv.pop(1); from autograder.cli.main import COMMANDS, main; main()"


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A submission that brings an assignment of its own, all of which would say so if it ran."""
    folder = tmp_path_factory.mktemp("alice")
    mark = folder.with_name("ran")
    says_so = f"open({str(mark)!r}, 'a').write(__file__)\n"
    for below in ("exercises", "exercises/checks", "exercises/gradients", "exercises/pictures", "solutions",
                  "solutions/checks", "solutions/misconceptions", "autograder"):  # fmt: skip
        (folder / below).mkdir()
        for name in ("__init__", "layers", "json", "numpy", "click", "sitecustomize", "conftest"):
            (folder / below / f"{name}.py").write_text(says_so)
    for name in ("json", "numpy", "click", "rich", "yaml", "sitecustomize", "usercustomize", "conftest"):
        (folder / f"{name}.py").write_text(says_so)
    shutil.copy(SAMPLES / "perfect" / "layers.py", folder / "exercises")
    return folder, mark


@pytest.mark.parametrize("within", ["", "exercises", "solutions"])
@pytest.mark.parametrize(
    "command", ["grade .", "check .", "check", "gradcheck", "gradcheck linear_backward .", "explain", "release student"]
)
def test_nothing_below_a_submission_is_an_assignment(planted, command, within, tmp_path):
    """Wherever one stands in it, and whichever command it is: an assignment's files run as the caller."""
    folder, mark = planted
    output = ["--output", str(tmp_path)] if command.startswith("release") else []
    subprocess.run(
        [sys.executable, "-c", INSTALLED, str(ROOT), *command.split(), *output],
        cwd=folder / within, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert not mark.exists(), mark.read_text()


def test_a_submission_with_an_assignment_of_its_own_is_graded_by_ours(planted):
    folder, _ = planted
    done = subprocess.run(
        [sys.executable, "-c", INSTALLED, str(ROOT), "grade", "exercises/layers.py"],
        cwd=folder, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "total 19 100" in " ".join(done.stdout.split())


def test_wrong_usage_is_2_and_says_what_is_wrong(tmp_path):
    assert "does not exist" in run("grade", tmp_path / "nowhere", code=2)
    assert "Missing argument 'PATH...'" in run("grade", code=2)
    assert "--jobs" in run("grade", SAMPLES, "--jobs", 0, code=2)
    assert "Show this message" in run("--help")


def test_what_cannot_be_graded_is_1_and_the_rest_is_graded(tmp_path):
    assert "There is no Python file to grade here." in run("grade", tmp_path, code=1)
    shutil.copytree(SAMPLES / "one_file", tmp_path / "alice")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "notes.txt").write_text("later")
    said = run("grade", tmp_path, code=1)
    assert "bob 0 could not be graded: There is no Python file to grade here." in said
    assert "alice 10" in said
    assert "cannot be written" in run("grade", SAMPLES / "one_file", "--json", tmp_path / "no" / "x.json", code=2)
    nobody = tmp_path / "no_assignment"
    nobody.mkdir()
    assert "holds no assignment" in run("grade", SAMPLES / "one_file", "--assignment", nobody, code=1)


def test_what_a_submission_prints_moves_no_cursor(tmp_path):
    (tmp_path / "forward.py").write_text("print('\\033[2J\\033]0;title\\a\\u202eevil')\n")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "\\x1b[2J\\x1b]0;title\\x07\\x202eevil" in done.stdout
    assert "\033" not in done.stdout


@pytest.fixture
def student(tmp_path):
    """A student's copy: no solutions."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


def test_check_where_one_file_is_all_there_is(tmp_path):
    logistic = MATERIAL / "logistic"
    shutil.copytree(logistic / "exercises", tmp_path / "exercises")
    shutil.copy(logistic / "solutions" / "logistic.py", tmp_path)  # beside the folder that is checked, not in it
    said = run("check", tmp_path / "exercises", "--assignment", tmp_path, code=1)
    assert "0 of 3 exercises pass their public checks; 3 not attempted yet." in said
    assert "was not" not in said
    shutil.copy(tmp_path / "logistic.py", tmp_path / "exercises")
    assert "All public checks passed" in run("check", "--assignment", tmp_path, cwd=tmp_path / "exercises")


def test_grade_without_solutions_says_what_to_use(student):
    assert "only its public checks can run. Use check." in run("grade", student, "--assignment", student.parent, code=1)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["release", "gradescope"]])
def test_help_keeps_its_examples_one_a_line(command):
    shown = CliRunner().invoke(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "\\b" not in shown.output
    assert "\b" not in shown.output


@pytest.mark.parametrize(
    "name", ["a b", "a; touch ran", "$(shell touch ran)", "$$(touch ran)", "`touch ran`", "it's", "--jobs"]
)
def test_make_takes_a_submissions_name_as_a_name(name, tmp_path):
    """Names are the students' choice: what stands in one is nothing to run."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    program = tmp_path / ".venv" / "bin" / "autograder"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    make = ["make", "--old-file=environment-to-grade", "grade", f"SUBMISSION={name}"]
    not_below_make = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    said = subprocess.run(make, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=not_below_make)
    assert said.stdout.splitlines() == ["grade", "--", name], said
    assert not (tmp_path / "ran").exists()
