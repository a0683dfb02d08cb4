"""Grading a class takes no more memory than grading a few: submissions and reports are not kept."""

import sys

import pytest

from autograder.assignment.loading import load_assignment
from tests.support.class_forms import plain
from tests.support.classes import class_of
from tests.support.courses import grade, run
from tests.support.packing import write
from tests.support.project import MATERIAL

pytestmark = pytest.mark.slow

TINY = MATERIAL / "tiny"
FEW, MANY = 30, 600
MORE = 20  # MB
MOST = 300  # MB, the bound that 10,000 submissions have


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_memory_does_not_grow_with_the_class(tmp_path):
    assignment = load_assignment(TINY)
    found = []
    for students in (FEW, MANY):
        folder = write(tmp_path / f"{students}", plain(class_of(students, assignment)))
        done = run(grade(folder, tmp_path / f"{students}.db", TINY, "--seed", "1", "--jobs", "2"))
        assert done.code == 0, done.said
        found.append(done.own)
    few, many = found
    assert many < few + MORE
    assert many < MOST
