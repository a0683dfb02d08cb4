"""What is unpacked of a zip and of a submission, and what is refused."""

import json
import os
import re
import shutil
import stat
import zipfile

import pytest

from autograder.platforms.gradescope.rehearsal.filesystem import BadPackage
from autograder.platforms.gradescope.rehearsal.unpack import BadZip, unpack_zip
from tests.engine.platforms.gradescope.rehearsal.machine import entry

pytestmark = pytest.mark.slow  # each rehearses a whole zip


def test_the_machine_is_as_on_gradescope(laid_out, zip_of):
    os.umask(umask := os.umask(0o077))
    os.umask(0o077)
    try:
        machine = laid_out(zip_of(**{"lib/data.txt": "x"}))
    finally:
        os.umask(umask)
    there = {
        path.relative_to(machine.autograder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in machine.autograder.rglob("*")
    }
    assert there == {
        "run_autograder": 0o755,
        "source": 0o755,
        "source/run_autograder": 0o755,
        "source/setup.sh": 0o755,
        "source/lib": 0o755,
        "source/lib/data.txt": 0o755,
        "submission": 0o755,
        "submission/answer.py": 0o644,
        "submission_metadata.json": 0o644,
        "results": 0o755,
    }
    about = json.loads((machine.autograder / "submission_metadata.json").read_text())
    assert len(about["users"]) == 1
    assert about["created_at"] < about["assignment"]["due_date"]
    assert machine.notes == ()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"run": None}, "grader.zip has no run_autograder at its root."),
        ({"setup": None}, "grader.zip has no setup.sh at its root."),
        ({"run": "echo no first line\n"}, "run_autograder cannot be run: its first line"),
        (
            {"run": None, "setup": None, "mine/run_autograder": "#!/bin/sh", "mine/setup.sh": ""},
            "everything lies in the folder mine/.",
        ),
    ],
)
def test_a_zip_that_gradescope_cannot_use_is_told_what_to_change(laid_out, zip_of, files, said):
    with pytest.raises(BadPackage, match=re.escape(said)):
        laid_out(zip_of(**files))


def test_a_zip_that_is_none_is_refused(laid_out, tmp_path):
    (tmp_path / "grader.zip").write_bytes(b"%PDF-1.7")
    with pytest.raises(BadPackage, match=r"grader\.zip cannot be unpacked"):
        laid_out(tmp_path / "grader.zip")


def test_what_gradescope_mends_is_mended_and_told(laid_out, tmp_path):
    path = tmp_path / "grader.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry("run_autograder", 0o644), "#!/bin/sh\r\ntrue\r\n")
        archive.writestr(entry("setup.sh", 0o644), "true\n")
    machine = laid_out(path)
    assert (machine.autograder / "run_autograder").read_bytes() == b"#!/bin/sh\ntrue\n"
    assert os.access(machine.autograder / "run_autograder", os.X_OK)
    assert [note.split(".")[0] for note in machine.notes] == [
        "run_autograder is not executable in the zip",
        "run_autograder has Windows line ends",
    ]


def test_no_zip_writes_outside_of_its_folder(tmp_path):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../above.py", "/absolute.py", "a/../../b.py"):
            archive.writestr(name, "")
        archive.writestr(entry("link", 0o777, stat.S_IFLNK), "/etc")
        archive.writestr("link2/passwd", "mine")
    into = tmp_path / "deep" / "into"
    unpack_zip(path, into)
    assert not any(each.is_symlink() for each in tmp_path.rglob("*"))
    assert {each.name for each in tmp_path.rglob("*.py")} == {each.name for each in into.rglob("*.py")}
    assert len(list(into.rglob("*.py"))) == 3


def test_bombs_and_broken_zips_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.platforms.gradescope.rehearsal.unpack.MOST_BYTES", 1 << 20)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(2 << 20))
    with pytest.raises(BadZip, match="would unpack to more than"):
        unpack_zip(path, tmp_path / "into")
    assert not any((tmp_path / "into").iterdir())
    lying = path.read_bytes().replace((2 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(BadZip, match="cannot be unpacked"):
        unpack_zip(path, tmp_path / "into")
    assert (tmp_path / "into" / "zeros").stat().st_size <= 10
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "")
        archive.writestr("a/b", "")
    with pytest.raises(BadZip, match="cannot be unpacked"):
        unpack_zip(path, tmp_path / "other")


def test_a_submission_is_a_file_a_folder_or_a_zip(laid_out, zip_of, submission, tmp_path):
    def handed_in(path):
        shutil.rmtree(tmp_path / "machine", ignore_errors=True)
        below = laid_out(zip_of(), path).autograder / "submission"
        return sorted(each.relative_to(below).as_posix() for each in below.rglob("*") if each.is_file())

    (submission / "sub").mkdir()
    (submission / "sub" / "more.py").write_text("")
    (submission / "secrets.py").symlink_to("/etc/passwd")
    assert handed_in(submission) == ["answer.py", "sub/more.py"]
    assert handed_in(submission / "answer.py") == ["answer.py"]
    with zipfile.ZipFile(tmp_path / "alice.zip", "w") as archive:
        archive.write(submission / "answer.py", "hw/answer.py")
    assert handed_in(tmp_path / "alice.zip") == ["hw/answer.py"]
