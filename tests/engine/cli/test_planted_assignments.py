"""Wherever a command is typed, what lies in a submission is nothing that runs as the person who types it."""

import shutil
import subprocess
import sys

import pytest

from tests.support.project import ROOT, SAMPLES

# What the command itself runs; `python -m` would look for modules in the working folder first.
INSTALLED = "import sys; sys.path[0] = sys.argv.pop(1); from autograder.cli.main import COMMANDS, main; main()"


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A submission that brings an assignment of its own, all of which would say so if it ran."""
    folder = tmp_path_factory.mktemp("class") / "alice"
    mark = folder.parent.with_name("ran")
    shutil.copytree(SAMPLES / "perfect", folder.parent / "bob")
    folder.mkdir()
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


AT_ONCE = "grade .", "check .", "check", "gradcheck", "gradcheck linear_backward .", "explain"
LATER = (
    "grade .. --jobs 2",
    "grade ../bob . --jobs 2",
    "predict",
    "hunt",
    "groups ..",
    "feedback .",
    "report .",
    "show .",
)


@pytest.mark.parametrize(
    ("command", "within"),
    [
        *((command, "") for command in AT_ONCE),
        *(
            pytest.param(command, within, marks=pytest.mark.slow)
            for command in (*AT_ONCE, "release student")
            for within in ("exercises", "solutions")
        ),
        *(pytest.param(command, "", marks=pytest.mark.slow) for command in (*LATER, "release student")),
    ],
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
