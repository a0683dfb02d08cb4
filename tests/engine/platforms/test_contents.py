"""Each zip holds the packages that run where it goes, and is whole without the others."""

import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from autograder.cli.main import main
from autograder.platforms import contents
from autograder.submissions.files import CAME_WITH_THEM
from tests.support.project import ROOT

pytestmark = pytest.mark.slow  # every zip is built for it

# What each zip installs (besides the standard library), what it must be able to begin, and how much it holds.
ZIPS = {
    "student": ({"numpy", "click", "rich", "pytest"}, "autograder.cli.check"),
    "gradescope": ({"numpy"}, "autograder.platforms.gradescope.entry_point"),
    "otter": ({"numpy", "otter-grader"}, "autograder.platforms.otter.plugin"),
    "otter-plain": ({"numpy", "otter-grader"}, "autograder.platforms.otter.in_notebook"),
    "otter-student": ({"numpy", "click", "rich", "pytest", "otter-grader"}, "autograder.platforms.otter.in_notebook"),
}
STAYS_AT_HOME = {"audit", "batch", "course", "render/html", "scaffold", "platforms/gradescope/rehearsal"}
EVERYTHING = """\
import importlib, sys
sys.path[:0] = [sys.argv[1], *sys.argv[3:]]
for name in sys.argv[2].split():
    importlib.import_module(name)
foreign = [name for name, module in sys.modules.items() if name.split(".")[0] == "autograder"
           and not (module.__file__ or "").startswith(sys.argv[1])]
assert not foreign, foreign
"""


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    for kind in ("student", "gradescope", "otter"):
        done = CliRunner().invoke(main, ["release", kind, "--output", str(folder)])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(params=ZIPS)
def unpacked(request, zips, tmp_path):
    """A zip in an empty folder, and its name."""
    with zipfile.ZipFile(zips / f"backprop-{request.param}.zip") as archive:
        archive.extractall(tmp_path / "zip")
    return request.param, tmp_path / "zip"


def requirements(names):
    """These packages and what they need, by their names."""
    found, left = set(), [Requirement(name) for name in names]
    while left:
        needed = left.pop()
        if (needed.name, extras := frozenset(needed.extras)) in found:
            continue
        found.add((needed.name, extras))
        for each in map(Requirement, metadata.requires(needed.name) or ()):
            if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in extras | {""}):
                left.append(each)
    return {name for name, _ in found}


@pytest.fixture
def installed(tmp_path):
    """A folder with links to some of the packages that are installed here, and to no others."""

    def install(names):
        folder = tmp_path / "packages"
        folder.mkdir()
        for name in requirements(names):
            for file in metadata.files(name):
                link = folder / file.parts[0]
                if file.parts[0] not in {"..", "__pycache__"} and not link.exists():
                    link.symlink_to(Path(metadata.distribution(name).locate_file(file.parts[0])))
        return folder

    return install


def run(*command, cwd, code=0, **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON", "CI"))}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env={**kept, **variables}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_every_module_of_a_zip_can_be_imported_with_what_it_asks_for_and_nothing_else(unpacked, installed):
    name, folder = unpacked
    packages, entry = ZIPS[name]
    modules = [
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((folder / "autograder").rglob("*.py"))
        if path.name != "__main__.py" and "guest" not in path.parts
    ]
    assert entry in modules
    run(sys.executable, "-I", "-S", "-c", EVERYTHING, folder, " ".join(modules), installed(packages), cwd=folder)


def test_what_is_for_instructors_is_in_no_zip(unpacked):
    _, folder = unpacked
    there = {path.relative_to(folder / "autograder").as_posix() for path in (folder / "autograder").rglob("*")}
    assert not there & STAYS_AT_HOME


def test_a_student_has_the_commands_of_a_student_and_they_work(zips, tmp_path, installed):
    with zipfile.ZipFile(zips / "backprop-student.zip") as archive:
        archive.extractall(tmp_path / "zip")
    packages = installed(ZIPS["student"][0])
    python = (sys.executable, "-S", "-m", "autograder")
    said = run(*python, "--help", cwd=tmp_path / "zip", PYTHONPATH=str(packages))
    assert re.findall(r"^  (\w+) ", said.partition("Commands:")[2], re.MULTILINE) == [
        "check",
        "explain",
        "gradcheck",
        "hunt",
        "predict",
    ]
    assert "Begin with: 1.1" in run(*python, "check", cwd=tmp_path / "zip", PYTHONPATH=str(packages), code=1)


def test_every_part_that_is_listed_is_there():
    lists = {name: value for name, value in vars(contents).items() if name.isupper() and isinstance(value, tuple)}
    assert len(lists) >= 6
    for parts in lists.values():
        assert [part for part in parts if not (ROOT / "autograder" / part).exists()] == []


def test_the_folders_that_students_have_are_not_taken_for_what_they_hand_in(zips):
    with zipfile.ZipFile(zips / "backprop-student.zip") as archive:
        paths = [PurePosixPath(name) for name in archive.namelist()]
    folders = {path.parts[0] for path in paths if len(path.parts) > 1}
    folders |= {path.parts[1] for path in paths if len(path.parts) > 2 and path.parts[0] == "exercises"}
    assert folders - {"exercises"} <= CAME_WITH_THEM
