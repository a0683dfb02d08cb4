"""Grading a class takes no more memory than grading a few: submissions and reports are not kept."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.assignment.loading import load_assignment
from tests.support.class_forms import plain
from tests.support.classes import class_of
from tests.support.packing import write
from tests.support.project import MATERIAL, ROOT

pytestmark = pytest.mark.slow

TINY = MATERIAL / "tiny"
FEW, MANY = 30, 600
MORE = 20  # MB
MOST = 300  # MB, the bound that 10,000 submissions have


def peak(folder, gradebook):
    """The most memory, in MB, of the command that grades a class; its processes are others."""
    words = ["grade", folder, "--gradebook", gradebook, "--assignment", TINY, "--seed", "1", "--trust-submissions"]
    found = 0
    with subprocess.Popen(
        [sys.executable, "-m", "autograder", *map(str, words), "--jobs", "2"], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as grading:
        while grading.poll() is None:
            lines = Path(f"/proc/{grading.pid}/status").read_text().splitlines()
            found = max([found, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))])
            time.sleep(0.05)
    assert grading.returncode == 0
    return found / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_memory_does_not_grow_with_the_class(tmp_path):
    assignment = load_assignment(TINY)
    found = []
    for students in (FEW, MANY):
        folder = write(tmp_path / f"{students}", plain(class_of(students, assignment)))
        found.append(peak(folder, tmp_path / f"{students}.db"))
    few, many = found
    assert many < few + MORE
    assert many < MOST
