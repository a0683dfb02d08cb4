"""The zip's own scripts, unpacked where Gradescope unpacks them."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import numpy as np
import pytest

from autograder.platforms.gradescope.gradescope_zip import SCRIPTS, gradescope_files
from tests.engine.platforms.gradescope.machine import METADATA, graded_here, read, score
from tests.support.project import SAMPLES

pytestmark = graded_here


@pytest.fixture
def unpacked(assignment, tmp_path):
    """The zip's files as Gradescope unpacks them, and a ``venv`` in which NumPy can be imported and nothing else."""
    files = gradescope_files(assignment, seed=None, minutes=10, cool_down=0, leaderboard=False)
    for name, content in files.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in SCRIPTS:
        (tmp_path / "source" / name).chmod(0o755)
    venv.create(tmp_path / "venv", symlinks=True)
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    for path in Path(np.__file__).parents[1].glob("numpy*"):
        (packages / path.name).symlink_to(path)
    (tmp_path / "submission").mkdir()
    return tmp_path


def run_autograder(root: Path, *before: str) -> subprocess.CompletedProcess:
    command = [*before, str(root / "source" / "run_autograder"), str(root)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.slow
def test_the_zip_grades_where_only_numpy_can_be_imported(unpacked):
    for path in (SAMPLES / "perfect").glob("*.py"):
        (unpacked / "submission" / path.name).write_bytes(path.read_bytes())
    metadata = unpacked / "submission_metadata.json"
    metadata.write_text(json.dumps(METADATA))
    said = run_autograder(unpacked)
    results = read(unpacked / "results" / "results.json")
    assert score(results) == 100, said.stdout
    assert "Ada Lovelace, Alan Turing: 100 of 100 points in" in said.stdout
    for path in (unpacked / "source", unpacked / "results", metadata):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("broken", ["solutions/layers.py", "solutions/misconceptions/layers.py"])
def test_the_reference_answers_are_tried_when_the_image_is_built(unpacked, broken):
    entry = "from autograder.platforms.image_check import main"
    code = f"import sys; sys.path.insert(0, sys.argv[1]); {entry}; main()"
    command = [unpacked / "venv" / "bin" / "python", "-I", "-c", code, unpacked / "source"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (said.returncode, said.stdout) == (0, "The reference answers get 100 of 100 points here.\n"), said.stderr
    (unpacked / "source" / broken).write_text("from nowhere import linear_forward\n")
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 1
    assert said.stderr.startswith("The autograder cannot grade on this machine: ")
    assert f"{broken.rpartition('/')[0]} holds a file that cannot be imported" in said.stderr
    assert "nowhere" in said.stderr
    assert "Traceback" not in said.stderr


def test_where_python_cannot_start_something_true_is_said(unpacked):
    (unpacked / "venv" / "bin" / "python").unlink()
    said = run_autograder(unpacked)
    results = read(unpacked / "results" / "results.json")
    assert results["score"] == 0
    assert "tell your instructor" in results["output"]
    assert "The autograder ended with status 127" in said.stdout


def test_what_does_not_end_is_stopped_before_gradescope_stops_it(unpacked):
    script = unpacked / "source" / "run_autograder"
    assert "\nseconds=580\n" in script.read_text()
    script.write_text(script.read_text().replace("seconds=580", "seconds=1"))
    python = unpacked / "venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    said = run_autograder(unpacked)
    assert "The autograder ended with status 124" in said.stdout
    assert read(unpacked / "results" / "results.json")["score"] == 0


@pytest.mark.slow
def test_grading_there_imports_no_more_than_it_needs(unpacked):
    """With everything importable, as on a machine that has more: what is imported is still NumPy and ourselves."""
    (unpacked / "results").mkdir()
    (unpacked / "submission" / "layers.py").write_bytes((SAMPLES / "typical" / "layers.py").read_bytes())
    code = (
        "import sys, time; given = {*sys.modules, *sys.stdlib_module_names}; sys.path.insert(0, sys.argv[2])\n"
        "from autograder.platforms.gradescope.entry_point import grade_submission\n"
        "from pathlib import Path; grade_submission(Path(sys.argv[1]), time.monotonic())\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - given))"
    )
    command = [sys.executable, "-I", "-c", code, unpacked, unpacked / "source"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    own = {"__mp_main__", "autograder", "numpy", "cython_runtime"}
    strangers = {name for name in said.split() if name not in own and not name.startswith("_")}
    assert strangers == set(), said


@pytest.mark.slow
def test_setup_installs_what_grading_needs(unpacked):
    """For real: pip, from the package index, and the reference answers graded with what it installed."""
    command = [unpacked / "source" / "setup.sh", unpacked]
    said = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "The reference answers get 100 of 100 points here." in said.stdout
    assert (unpacked / "source").stat().st_mode & 0o077 == 0
    (unpacked / "submission" / "layers.py").write_bytes((SAMPLES / "typical" / "layers.py").read_bytes())
    run_autograder(unpacked)
    assert 0 < score(read(unpacked / "results" / "results.json")) < 100
