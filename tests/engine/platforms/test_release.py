"""What is handed out: the same bytes wherever it is built, and nothing that is not meant to be in it."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from autograder.assignment.model import ACCEPTED
from autograder.cli.main import main
from autograder.platforms.reproducible_zip import read_text_files, write_zip
from tests.support.project import MATERIAL, ROOT

PARTS = ("autograder", "exercises", "solutions")
ALLOWED = re.compile(
    r"setup\.sh|run_autograder|requirements\.txt|settings\.json"
    r"|autograder/([a-z_]+/)*[a-z_]+\.py"
    r"|exercises/([a-z_]+/)*[a-z_]+\.py|exercises/(README|guide/[a-z_]+)\.md"
    r"|solutions/((checks|misconceptions)/)?[a-z_]+\.py"
)
REQUIREMENTS = ROOT / "autograder" / "platforms" / "gradescope" / "files" / "requirements.txt"
PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


def build(*options, code=0):
    done = CliRunner().invoke(main, ["release", "gradescope", *map(str, options)])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build("--output", folder)
    return folder / "backprop-gradescope.zip"


@pytest.fixture
def copy(tmp_path):
    """A checkout elsewhere, with other dates."""
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / "copy" / part, ignore=ignored, copy_function=shutil.copyfile)
    return tmp_path / "copy"


def test_a_zip_is_the_same_whoever_builds_it(package, copy, tmp_path):
    """In another folder, with other dates, modes, line ends and another umask, and things lying about."""
    for name in ("solutions/layers.py", "autograder/platforms/gradescope/files/setup.sh"):
        path = copy / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        path.chmod(0o600)
    for junk in (".env", "solutions/notes.txt", "solutions/.ipynb_checkpoints/a.py", "exercises/__pycache__/a.py"):
        path = copy / junk
        path.parent.mkdir(exist_ok=True)
        path.write_text("secret = 1")
    command = [sys.executable, "-c", "import os; os.umask(0o077); from autograder.cli.main import main; main()"]
    subprocess.run(
        [*command, "release", "gradescope", "--output", tmp_path],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
    )
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (package, tmp_path / package.name)]
    assert digests[0] == digests[1]


def test_what_is_in_the_zip_is_what_may_be(package):
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        entries = {entry.filename: entry for entry in archive.infolist()}
        assert archive.testzip() is None
    assert [name for name in names if not ALLOWED.fullmatch(name)] == []
    assert names == sorted(set(names))
    assert {name for name in names if "/" not in name} == {
        "setup.sh",
        "run_autograder",
        "requirements.txt",
        "settings.json",
    }
    for part in ("exercises", "solutions"):
        python = {path.relative_to(ROOT).as_posix() for path in (ROOT / part).rglob("*.py")}
        graded_with = {name for name in python if not name.startswith(f"{ACCEPTED}/")}
        assert {name for name in names if name.startswith(f"{part}/") and name.endswith(".py")} == graded_with
    modes = {name: entry.external_attr >> 16 for name, entry in entries.items()}
    assert {name for name, mode in modes.items() if mode == 0o100755} == {"setup.sh", "run_autograder"}
    assert {mode for mode in modes.values() if mode != 0o100755} == {0o100644}
    assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}


def test_scripts_start_as_gradescope_starts_them(package):
    with zipfile.ZipFile(package) as archive:
        for name in ("setup.sh", "run_autograder"):
            content = archive.read(name)
            assert content.startswith(b"#!/usr/bin/env bash\n")
            assert b"\r" not in content
            assert b"@" not in content.replace(b'"$@"', b"")
            subprocess.run(["bash", "-n"], input=content, check=True)


def test_the_seed_is_of_the_solutions_alone(package, copy, tmp_path):
    def seed(path):
        with zipfile.ZipFile(path) as archive:
            return re.search(rb'"seed": (\d+)', archive.read("settings.json"))[1]

    def of(*options):
        build("--output", tmp_path, "--assignment", copy, *options)
        return seed(tmp_path / package.name)

    (copy / "exercises" / "layers.py").write_text("# another stub\n")
    (copy / "solutions" / "accepted" / "layers.py").write_text("# another right answer\n")
    assert of() == seed(package)
    assert of("--seed", 5) == b"5"
    with (copy / "solutions" / "layers.py").open("a") as file:
        file.write("# a remark\n")
    assert of() != seed(package)


def test_it_says_what_it_wrote_and_what_to_do_next(package, tmp_path):
    said = build("--output", tmp_path / "new" / "folder", "--minutes", 20, "--cool-down", 15, "--leaderboard")
    assert f"{tmp_path}/new/folder/backprop-gradescope.zip: " in said
    assert "Installs 1 package. " in said
    assert "100 points: 42.25 for public checks, 57.75 for hidden ones." in said
    assert "Configure Autograder" in said
    assert "Warning" not in said
    with zipfile.ZipFile(tmp_path / "new" / "folder" / package.name) as archive:
        settings = archive.read("settings.json").decode()
        assert b"\nseconds=1180\n" in archive.read("run_autograder")
    assert '"minutes": 20' in settings
    assert '"cool_down": 15' in settings
    assert '"leaderboard": true' in settings


def test_a_check_that_is_never_shown_is_named(tmp_path):
    shutil.copytree(MATERIAL / "tiny", tmp_path / "tiny")
    path = tmp_path / "tiny" / "solutions" / "checks" / "spread.py"
    path.write_text(path.read_text().replace("points=4", 'points=4, visibility="hidden"'))
    said = build("--output", tmp_path, "--assignment", tmp_path / "tiny")
    assert "Warning: many_rows of variance has the visibility hidden: students will never see their total." in said


def test_what_cannot_be_built_says_why(tmp_path):
    shutil.copytree(MATERIAL / "tiny" / "exercises", tmp_path / "exercises")
    assert "has no solutions/" in build("--assignment", tmp_path, "--output", tmp_path, code=1)
    (tmp_path / "file").write_text("")
    assert "--output" in build("--output", tmp_path / "file", code=2)
    assert "cannot be written" in build("--output", tmp_path / "file" / "below", code=1)
    assert "--minutes" in build("--minutes", 1, code=2)


def test_every_package_is_pinned_as_in_the_lock_file():
    text = REQUIREMENTS.read_text()
    lock = set(PIN.findall((ROOT / "requirements.lock").read_text()))
    assert set(PIN.findall(text)) - lock == set()
    names = {name for name, _ in PIN.findall(text)}
    assert names == {"numpy"}  # all that grading imports
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==[\w.]+ ", requirement)
        assert "--hash=sha256:" in requirement


def test_a_zip_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.zip"
    write_zip(path, {"b": b"1", "a/c": b"2"}, ["b"])
    before = path.read_bytes()
    with pytest.raises(TypeError):
        write_zip(path, {"b": b"1", "c": None})
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_texts_below_are_those_that_were_asked_for(tmp_path):
    for name in (
        "a.py",
        "b.md",
        "c.pyc",
        ".d.py",
        "__pycache__/e.py",
        "f/g.py",
        "f/.h/i.py",
        ".ipynb_checkpoints/j.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(b"x\r\n")
    assert read_text_files(tmp_path, ".py") == {"a.py": b"x\n", "f/g.py": b"x\n"}
